/** A code of the second step: digits of a phone, which it may fill in by itself, or a recovery code. */
import type { Ref } from 'react';
import { Input, Label, TextField } from 'react-aria-components';

const LONGEST = 40;

export function CodeField({
  label,
  value,
  onChange,
  autoFocus = false,
  inputRef,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      autoComplete="one-time-code"
      maxLength={LONGEST}
      autoFocus={autoFocus}
    >
      <Label>{label}</Label>
      <Input ref={inputRef ?? null} spellCheck="false" autoCapitalize="characters" dir="ltr" />
    </TextField>
  );
}
