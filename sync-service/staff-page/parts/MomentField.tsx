/** A day and a time in the zone of this computer. */
import { Input, Label, TextField } from 'react-aria-components';

/** Such as `2026-11-23T14:00`, as the browser's own field has it. */
export function momentText(at: number): string {
  const day = new Date(at);
  return new Date(at - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Null for what is no moment. */
export function momentOf(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) || at < 0 ? null : at;
}

export function MomentField({
  label,
  value,
  onChange,
  invalid = false,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  invalid?: boolean;
}) {
  return (
    <TextField className="field" value={value} onChange={onChange} isInvalid={invalid}>
      <Label>{label}</Label>
      <Input type="datetime-local" />
    </TextField>
  );
}
