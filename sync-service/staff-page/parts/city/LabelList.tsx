/** Things that a consultation names, such as its topics: each with a label in several languages, added and removed. */
import type { LocalizedText } from '../../../../common/domain/localized-text.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { useFieldLabel } from '../../use-field-label.ts';
import { WrittenText } from './WrittenText.tsx';

/** `id` is null for one that was not saved yet. */
export type Labelled = { readonly key: number; readonly id: string | null; readonly label: LocalizedText };

export const labelled = (
  listed: readonly { readonly id: string; readonly label: LocalizedText }[],
): readonly Labelled[] => listed.map((one, key) => ({ ...one, key }));

export function LabelList({
  title,
  name,
  removal,
  addition,
  max,
  value,
  onChange,
}: {
  title: string;
  /** What the n-th one is called, and its removal. */
  name: (n: number) => string;
  removal: (n: number) => string;
  addition: string;
  max: number;
  value: readonly Labelled[];
  onChange: (value: readonly Labelled[]) => void;
}) {
  const field = useFieldLabel();
  return (
    <>
      <h3>{title}</h3>
      {value.map((one, index) => (
        <div key={one.key} className="topic">
          <WrittenText
            labelled={field(name(index + 1))}
            value={one.label}
            onChange={(label) =>
              onChange(value.map((each) => (each.key === one.key ? { ...each, label } : each)))
            }
          />
          <Button look="quiet" onPress={() => onChange(value.filter(({ key }) => key !== one.key))}>
            {removal(index + 1)}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          isDisabled={value.length === max}
          onPress={() =>
            onChange([
              ...value,
              { key: Math.max(-1, ...value.map(({ key }) => key)) + 1, id: null, label: {} },
            ])
          }
        >
          {addition}
        </Button>
      </div>
    </>
  );
}
