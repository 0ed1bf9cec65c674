/** Another password for one's own account. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';
import { SecretField } from '../SecretField.tsx';

const PASSWORD_MIN = 12;

export function ChangePassword({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('accounts:changing')} open={open} onClose={onClose} question>
      <PasswordForm onClose={onClose} />
    </Dialog>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { api, signedOut } = useStaff();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { busy, failure, save } = useSave();
  const complete = current !== '' && next.length >= PASSWORD_MIN;
  const change = (event: FormEvent) => {
    event.preventDefault();
    if (complete) void save(() => api.call('changePassword', { current, next }), signedOut);
  };
  return (
    <form className="written" onSubmit={change}>
      <p className="muted">{t('accounts:changeHint')}</p>
      <SecretField
        label={t('accounts:current')}
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
      />
      <SecretField label={t('accounts:next')} value={next} onChange={setNext} autoComplete="new-password" />
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button type="submit" look="primary" busy={busy} isDisabled={!complete}>
          {t('accounts:submit')}
        </Button>
      </div>
    </form>
  );
}
