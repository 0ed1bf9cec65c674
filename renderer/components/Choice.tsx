/** One of several, as large touchable cards; nothing is chosen beforehand unless `value` says so. */
import { Label, Radio, RadioGroup, Text } from 'react-aria-components';

export type Option<V extends string> = {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
  /** The language of `label`, where it is not the screen's. */
  readonly language?: string;
};

export function Choice<V extends string>({
  label,
  options,
  value,
  onChange,
  columns = false,
}: {
  label: string;
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  columns?: boolean;
}) {
  return (
    <RadioGroup
      className={columns ? 'choice choice-columns' : 'choice'}
      value={value}
      onChange={(chosen) => onChange(chosen as V)}
    >
      <Label>{label}</Label>
      <div className="choice-options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-option">
            <span className="choice-mark" aria-hidden="true" />
            <span className="choice-text">
              <span lang={option.language} dir="auto">
                {option.label}
              </span>
              {option.hint === undefined ? null : (
                <Text slot="description" className="hint">
                  {option.hint}
                </Text>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
