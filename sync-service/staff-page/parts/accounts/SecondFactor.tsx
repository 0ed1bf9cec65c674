/** A second step of signing in, for one's own account: set up with a phone, or removed. */
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import type { Outcome } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { QrCode } from '../../../../renderer/components/QrCode.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';
import { SecretField } from '../SecretField.tsx';
import { CodeField } from './CodeField.tsx';

type Shown = StaffOutput<'showSecondFactor'>;
export function SecondFactor({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => {
    setCodes(null);
    onClose();
  };
  return (
    <Dialog
      title={t(codes === null ? 'accounts:secondStepTitle' : 'accounts:recoveryCodes')}
      open={open}
      onClose={close}
      question
    >
      {codes === null ? (
        <Asked onClose={close} onCodes={setCodes} />
      ) : (
        <RecoveryCodes codes={codes} onClose={close} />
      )}
    </Dialog>
  );
}

type Ways = { onClose: () => void; onCodes: (codes: readonly string[]) => void };

/** Asks once: each time another key would be offered. */
function Asked({ onClose, onCodes }: Ways) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [answer, setAnswer] = useState<Outcome<Shown> | null>(null);
  useEffect(() => {
    let gone = false;
    void api.call('showSecondFactor', {}).then((outcome) => {
      if (!gone) setAnswer(outcome);
    });
    return () => {
      gone = true;
    };
  }, [api]);
  if (answer?.ok) return <Form shown={answer.value} onClose={onClose} onCodes={onCodes} />;
  return (
    <>
      <Failure failure={answer} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
      </div>
    </>
  );
}

function Form({ shown, onClose, onCodes }: Ways & { shown: Shown }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { busy, failure, save } = useSave();
  const complete = password !== '' && code.trim().length >= CODE_MIN;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    if (shown.set) void save(() => api.call('removeOwnSecondFactor', { password, code }), onClose);
    else
      void save(
        () => api.call('setSecondFactor', { password, key: shown.key, code }),
        ({ codes }) => onCodes(codes),
      );
  };
  return (
    <form className="written" onSubmit={submit}>
      {shown.set ? (
        <p>{t('accounts:secondStepOn', { count: shown.codesLeft })}</p>
      ) : (
        <>
          <p>{t('accounts:scanHint')}</p>
          <QrCode text={shown.address} label={t('accounts:scanLabel')} />
          <p className="muted">
            {t('accounts:keyHint')} <span className="code key">{shown.key.replace(/.{4}(?=.)/g, '$& ')}</span>
          </p>
        </>
      )}
      <CodeField
        label={t(shown.set ? 'accounts:codeOrRecovery' : 'accounts:codeOfPhone')}
        value={code}
        onChange={setCode}
      />
      <SecretField
        label={t('accounts:current')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button type="submit" look="primary" busy={busy} isDisabled={!complete}>
          {t(shown.set ? 'accounts:removeSecondStep' : 'accounts:setSecondStep')}
        </Button>
      </div>
    </form>
  );
}

const CODE_MIN = 6;

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('accounts:recoveryHint')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code} className="code" dir="ltr">
            {code}
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {t('accounts:recoveryKept')}
        </Button>
      </div>
    </>
  );
}
