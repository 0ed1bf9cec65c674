/** Languages by their own names, behind a button that shows the present one. */
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { ownName } from '../../common/domain/language-names.ts';

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
      <Button className="select-button">
        <SelectValue />
        <span className="select-arrow" aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="select-list">
          {languages.map((language) => (
            <ListBoxItem key={language} id={language} textValue={ownName(language)} className="select-item">
              <span lang={language}>{ownName(language)}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
