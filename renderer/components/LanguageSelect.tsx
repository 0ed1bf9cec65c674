/** Languages by their own names, behind a button that shows the present one. */
import { Select } from 'react-aria-components';
import { ownName } from '../../common/domain/language-names.ts';
import { SelectParts } from './Select.tsx';

export function LanguageSelect({
  label,
  languages,
  value,
  onChoose,
}: {
  /** Not shown: what it is for whoever does not see it. */
  label: string;
  languages: readonly string[];
  value: string;
  onChoose: (language: string) => void;
}) {
  return (
    <Select
      className="language-switch"
      aria-label={label}
      value={value}
      onChange={(chosen) => onChoose(String(chosen))}
    >
      <SelectParts
        options={languages.map((language) => ({ value: language, label: ownName(language), language }))}
      />
    </Select>
  );
}
