/** Name and password of an account, known to the browser's own safe. */
import type { Ref } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { SecretField } from '../SecretField.tsx';

type Part = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

export function AccountFields({
  name,
  password,
}: {
  name: Part;
  password: Part & {
    readonly autoComplete: 'current-password' | 'new-password';
    readonly inputRef?: Ref<HTMLInputElement>;
  };
}) {
  return (
    <>
      <TextField
        className="field"
        value={name.value}
        onChange={name.onChange}
        autoComplete="username"
        maxLength={100}
        isRequired
        autoFocus
      >
        <Label>{name.label}</Label>
        <Input spellCheck="false" autoCapitalize="none" />
      </TextField>
      <SecretField {...password} />
    </>
  );
}
