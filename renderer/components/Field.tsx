/** A labelled field for one line or many. The browser keeps and suggests nothing of what is typed. */
import type { ReactNode } from 'react';
import { Input, Label, Text, TextArea, TextField } from 'react-aria-components';

/** Marks a field that has keys of its own on the screen. */
export const OWN_KEYS = 'data-own-keys';

export function Field({
  label,
  hint,
  note,
  value,
  onChange,
  onBlur,
  multiline = false,
  language,
  invalid = false,
  autoFocus = false,
  className = '',
  ownKeys = false,
}: {
  label: string;
  hint?: string | undefined;
  /** Below the field, such as the characters left. */
  note?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  multiline?: boolean;
  language?: string;
  invalid?: boolean;
  autoFocus?: boolean;
  className?: string;
  /** The screen has keys for it already. */
  ownKeys?: boolean;
}) {
  const typing = { lang: language, dir: 'auto', spellCheck: 'false' } as const;
  return (
    <TextField
      className={`field ${className}`}
      value={value}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      isInvalid={invalid}
      autoComplete="off"
      autoFocus={autoFocus}
      {...(ownKeys ? { [OWN_KEYS]: '' } : {})}
    >
      <Label>{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {multiline ? <TextArea rows={4} {...typing} /> : <Input {...typing} />}
      {note}
    </TextField>
  );
}
