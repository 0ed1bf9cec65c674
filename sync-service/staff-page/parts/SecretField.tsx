/** A password: hidden while it is typed, known to the browser's own safe. */
import type { Ref } from 'react';
import { Input, Label, TextField } from 'react-aria-components';

export function SecretField({
  label,
  value,
  onChange,
  autoComplete,
  inputRef,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password' | 'off';
  inputRef?: Ref<HTMLInputElement>;
}) {
  return (
    <TextField
      className="field"
      type="password"
      value={value}
      onChange={onChange}
      autoComplete={autoComplete}
      maxLength={200}
      isRequired
    >
      <Label>{label}</Label>
      <Input ref={inputRef} />
    </TextField>
  );
}
