/** One of a list too long to stand open: searched in the service's database while somebody types. */
import { useRef, useState } from 'react';
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  Popover,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type FindOptions, type Option, useFound } from '../use-found.ts';
import { Failure } from './Failure.tsx';

type Props = {
  readonly label: string;
  /** What one may look for. */
  readonly hint: string;
  /** Those that are always there, the first of which is chosen at first. */
  readonly always: readonly [Option, ...Option[]];
  readonly find: FindOptions;
  readonly onChange: (value: string) => void;
};

/** A key of the list may not be empty. */
const keyOf = ({ value }: Option): string => `=${value}`;

export function SearchedChoice({ label, hint, always, find, onChange }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Option>(always[0]);
  const [typed, setTyped] = useState(chosen.label);
  const { found, busy, failure, isEmpty, search, more } = useFound(find);
  const input = useRef<HTMLInputElement>(null);
  const known = [...always, chosen, ...found];
  const options = known.filter((one, nth) => known.findIndex(({ value }) => value === one.value) === nth);
  const type = (text: string) => {
    setTyped(text);
    search(text.trim());
  };
  /** Also what was chosen before, when one leaves the field: its words stand there again. */
  const choose = (key: unknown) => {
    const option = options.find((one) => keyOf(one) === key);
    if (option === undefined) return;
    setTyped(option.label);
    if (option.value === chosen.value) return;
    setChosen(option);
    onChange(option.value);
  };
  return (
    <ComboBox
      className="field combo"
      items={options}
      value={keyOf(chosen)}
      onChange={choose}
      inputValue={typed}
      onInputChange={type}
      onOpenChange={(open, trigger) => {
        if (open && trigger !== 'input') search('');
      }}
      onFocus={() => input.current?.select()}
    >
      <Label>{label}</Label>
      <Text slot="description" className="hint">
        {hint}
      </Text>
      <div className="combo-field">
        <Input ref={input} dir="auto" spellCheck="false" />
        <Button className="combo-button">
          <span className="select-arrow" aria-hidden="true" />
        </Button>
      </div>
      <p role="status" className="muted">
        {isEmpty ? t('staff:nothingFound') : ''}
      </p>
      <Failure failure={failure} />
      <Popover className="popover">
        <ListBox className="select-list">
          {options.map((option) => (
            <ListBoxItem
              key={keyOf(option)}
              id={keyOf(option)}
              textValue={option.label}
              className="select-item"
            >
              <span dir="auto">{option.label}</span>
            </ListBoxItem>
          ))}
          <ListBoxLoadMoreItem isLoading={busy} onLoadMore={more} className="select-item muted">
            {t('staff:loading')}
          </ListBoxLoadMoreItem>
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
