/** The first account of a new service, for whoever has the link from its console. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../common/problems.ts';
import type { StaffApi } from '../api.ts';
import { AccountFields } from '../parts/accounts/AccountFields.tsx';
import { Welcome } from '../parts/accounts/Welcome.tsx';
import { WelcomeForm } from '../parts/accounts/WelcomeForm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { hashOf } from '../places.ts';
import type { Account } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';

const PASSWORD_MIN = 12;
const SIGN_IN = hashOf({ name: 'sessions' });

type Props = {
  readonly api: StaffApi;
  readonly token: string;
  readonly onSignedIn: (account: Account) => void;
};

const COMMAND = 'npm run admin -- staff first-link';

/** Nobody thinks of a password for a link that was used already. */
export function BeginScreen(props: Props) {
  const { api, token } = props;
  const { t } = useTranslation();
  const [holds, setHolds] = useState(false);
  const { busy, failure, save } = useSave();
  const check = () =>
    void save(
      () => api.call('checkFirstLink', { token }),
      () => setHolds(true),
    );
  const once = useRef(check);
  useEffect(() => once.current(), []);
  return (
    <Welcome title={t('accounts:first.title')}>
      {holds ? <FirstAccount {...props} /> : null}
      {busy ? (
        <p className="loading" role="status">
          {t('staff:loading')}
        </p>
      ) : null}
      {failure === null ? null : <Dead failure={failure} onRetry={check} />}
    </Welcome>
  );
}

/** Another try helps against anything but a link that is used or too old. */
function Dead({ failure, onRetry }: { failure: Problem; onRetry: () => void }) {
  const { t } = useTranslation();
  if (failure.problem !== 'link-invalid') return <Failure failure={failure} onRetry={onRetry} />;
  return (
    <>
      <Failure failure={failure} />
      <p>
        {t('accounts:first.another')} <code className="command">{COMMAND}</code>
      </p>
      <p>
        <a href={SIGN_IN}>{t('accounts:first.signIn')}</a>
      </p>
    </>
  );
}

function FirstAccount({ api, token, onSignedIn }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, failure, save } = useSave();
  const begin = () => {
    const account = { name: name.trim(), password };
    void save(
      async () => {
        const made = await api.call('makeFirstAccount', { token, ...account });
        return made.ok ? api.call('signIn', account) : made;
      },
      (signedIn) => {
        // The link is of no more use, and need not stay in the address.
        window.location.hash = SIGN_IN;
        onSignedIn(signedIn);
      },
    );
  };
  return (
    <>
      <p>{t('accounts:first.lead')}</p>
      {failure === null ? null : <Dead failure={failure} onRetry={begin} />}
      <WelcomeForm
        submit={t('accounts:first.make')}
        busy={busy}
        complete={name.trim() !== '' && password.length >= PASSWORD_MIN}
        onSubmit={begin}
      >
        <AccountFields
          name={{ label: t('accounts:first.name'), value: name, onChange: setName }}
          password={{
            label: t('accounts:next'),
            value: password,
            onChange: setPassword,
            autoComplete: 'new-password',
          }}
        />
      </WelcomeForm>
    </>
  );
}
