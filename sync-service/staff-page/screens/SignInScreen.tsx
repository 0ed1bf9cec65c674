/** Name and password; a refusal says why, and how long to wait after too many tries. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import type { StaffApi } from '../api.ts';
import { number } from '../formats.ts';
import { Failure } from '../parts/Failure.tsx';
import { Welcome } from '../parts/Welcome.tsx';
import type { Account } from '../StaffContext.tsx';

export function SignInScreen({
  api,
  unasked,
  onSignedIn,
}: {
  api: StaffApi;
  unasked: boolean;
  onSignedIn: (account: Account) => void;
}) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const [wait, setWait] = useCountdown();
  const passwordField = useRef<HTMLInputElement>(null);

  const waitedFor = failure?.retryAfterSeconds !== undefined && wait === 0;

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait > 0) return;
    setBusy(true);
    setFailure(null);
    const answer = await api.call('signIn', { name, password });
    setBusy(false);
    if (answer.ok) return onSignedIn(answer.value);
    setFailure(answer);
    setWait(answer.retryAfterSeconds ?? 0);
    setPassword('');
    passwordField.current?.focus();
  };

  return (
    <Welcome title={t('staff:signIn.title')}>
      {unasked && failure === null ? (
        <Notice title={t('staff:signIn.unasked')}>
          <p>{t('staff:signIn.unaskedHint')}</p>
        </Notice>
      ) : null}
      <Failure failure={waitedFor ? null : failure} />
      <form className="sign-in" onSubmit={(event) => void signIn(event)}>
        <TextField
          className="field"
          value={name}
          onChange={setName}
          autoComplete="username"
          maxLength={100}
          isRequired
          autoFocus
        >
          <Label>{t('staff:signIn.name')}</Label>
          <Input spellCheck="false" autoCapitalize="none" />
        </TextField>
        <TextField
          className="field"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          maxLength={200}
          isRequired
        >
          <Label>{t('staff:signIn.password')}</Label>
          <Input ref={passwordField} />
        </TextField>
        <Button type="submit" look="primary" busy={busy} isDisabled={wait > 0}>
          {wait > 0
            ? t('staff:signIn.wait', { time: number(wait, i18n.language) })
            : t('staff:signIn.submit')}
        </Button>
      </form>
    </Welcome>
  );
}

/** Whole seconds that count down to 0. */
function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
