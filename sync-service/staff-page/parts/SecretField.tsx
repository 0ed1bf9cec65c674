/** A password: hidden while it is typed, known to the browser's own safe. */
import { Input, Label, TextField } from 'react-aria-components';

export function SecretField({
  label,
  value,
  onChange,
  autoComplete,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password' | 'off';
}) {
  return (
    <TextField
      className="field"
      type="password"
      value={value}
      onChange={onChange}
      autoComplete={autoComplete}
    >
      <Label>{label}</Label>
      <Input />
    </TextField>
  );
}
