/** Name and password, and a code where the account asks for one; a refusal says why, and how long to wait after too many tries. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import type { StaffApi } from '../api.ts';
import { number } from '../formats.ts';
import { AccountFields } from '../parts/accounts/AccountFields.tsx';
import { CodeField } from '../parts/accounts/CodeField.tsx';
import { Welcome } from '../parts/accounts/Welcome.tsx';
import { WelcomeForm } from '../parts/accounts/WelcomeForm.tsx';
import { Failure } from '../parts/Failure.tsx';
import type { Account } from '../StaffContext.tsx';

const CODE_MIN = 6;

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
  /** Null until name and password were right and a code is asked for. */
  const [code, setCode] = useState<string | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);

  const waitedFor = failure?.retryAfterSeconds !== undefined && wait === 0;

  const signIn = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await api.call('signIn', { name, password, ...(code === null ? {} : { code }) });
    setBusy(false);
    if (answer.ok) return onSignedIn(answer.value);
    if (answer.problem === 'second-factor-missing') return setCode('');
    setFailure(answer);
    setWait(answer.retryAfterSeconds ?? 0);
    if (code !== null && answer.problem !== 'credentials-wrong') {
      setCode('');
      codeField.current?.focus();
      return;
    }
    startAgain();
  };

  const startAgain = () => {
    setCode(null);
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
      <WelcomeForm
        submit={
          wait > 0 ? t('staff:signIn.wait', { time: number(wait, i18n.language) }) : t('staff:signIn.submit')
        }
        busy={busy}
        complete={wait === 0 && (code === null || code.trim().length >= CODE_MIN)}
        onSubmit={() => void signIn()}
        otherwise={
          code === null ? null : (
            <Button
              look="quiet"
              onPress={() => {
                setFailure(null);
                startAgain();
              }}
            >
              {t('accounts:signInAgain')}
            </Button>
          )
        }
      >
        {code === null ? (
          <AccountFields
            name={{ label: t('staff:signIn.name'), value: name, onChange: setName }}
            password={{
              label: t('staff:signIn.password'),
              value: password,
              onChange: setPassword,
              autoComplete: 'current-password',
              inputRef: passwordField,
            }}
          />
        ) : (
          <CodeField
            label={t('accounts:codeOrRecovery')}
            value={code}
            onChange={setCode}
            autoFocus
            inputRef={codeField}
          />
        )}
      </WelcomeForm>
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
