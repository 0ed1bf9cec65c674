/** The first account of a new service, for whoever has the link from its console. */
import { type FormEvent, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import type { StaffApi } from '../api.ts';
import { Failure } from '../parts/Failure.tsx';
import { SecretField } from '../parts/SecretField.tsx';
import { Welcome } from '../parts/Welcome.tsx';
import { hashOf } from '../places.ts';
import type { Account } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';

const PASSWORD_MIN = 12;

export function BeginScreen({
  api,
  token,
  onSignedIn,
}: {
  api: StaffApi;
  token: string;
  onSignedIn: (account: Account) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, failure, save } = useSave();
  const complete = name.trim() !== '' && password.length >= PASSWORD_MIN;
  const toSignIn = hashOf({ name: 'sessions' });
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    const account = { name: name.trim(), password };
    void save(
      async () => {
        const made = await api.call('makeFirstAccount', { token, ...account });
        return made.ok ? api.call('signIn', account) : made;
      },
      (signedIn) => {
        // The link is of no more use, and need not stay in the address.
        window.location.hash = toSignIn;
        onSignedIn(signedIn);
      },
    );
  };
  return (
    <Welcome title={t('accounts:first.title')}>
      <p>{t('accounts:first.lead')}</p>
      <Failure failure={failure} />
      {failure?.problem === 'link-invalid' ? <a href={toSignIn}>{t('accounts:first.signIn')}</a> : null}
      <form className="sign-in" onSubmit={begin}>
        <TextField
          className="field"
          value={name}
          onChange={setName}
          autoComplete="username"
          maxLength={100}
          isRequired
          autoFocus
        >
          <Label>{t('accounts:first.name')}</Label>
          <Input spellCheck="false" autoCapitalize="none" />
        </TextField>
        <SecretField
          label={t('accounts:next')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
        />
        <Button type="submit" look="primary" busy={busy} isDisabled={!complete}>
          {t('accounts:first.make')}
        </Button>
      </form>
    </Welcome>
  );
}
