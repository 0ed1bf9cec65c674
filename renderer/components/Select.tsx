/** One of many, behind a button: for lists too long to stand open. */
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';

export type SelectOption = { readonly value: string; readonly label: string; readonly language?: string };

export function Select({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly SelectOption[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <AriaSelect
      className="select"
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) onChange(String(chosen));
      }}
    >
      <Label>{label}</Label>
      <SelectParts options={options} />
    </AriaSelect>
  );
}

/** The button with the chosen one, and the list behind it. */
export function SelectParts({ options }: { options: readonly SelectOption[] }) {
  return (
    <>
      <Button className="select-button">
        <SelectValue />
        <span className="select-arrow" aria-hidden="true" />
      </Button>
      <Popover className="popover">
        <ListBox className="select-list">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className="select-item"
            >
              <span lang={option.language} dir="auto">
                {option.label}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </>
  );
}
