/** Who is signed in, with which role, and the way out. */
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { Failure } from '../Failure.tsx';
import { ROLE } from '../labels.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { SecondFactor } from './SecondFactor.tsx';

export function AccountMenu() {
  const { t } = useTranslation();
  const { account } = useStaff();
  const [open, setOpen] = useState(false);
  const [changing, setChanging] = useState<'password' | 'second-step' | null>(null);
  // The menu goes before the dialog comes: it would lie above it.
  const change = (what: typeof changing) => {
    setOpen(false);
    setChanging(what);
  };
  const close = () => setChanging(null);
  return (
    <>
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <AriaButton className="select-button account-button" aria-label={t('staff:account', account)}>
          <span className="account-name" dir="auto">
            {account.name}
          </span>
          <span className="select-arrow" aria-hidden="true" />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Dialog className="account" aria-label={t('staff:account', account)}>
            <p className="account-name" dir="auto">
              {account.name}
            </p>
            <p className="muted">{t(ROLE[account.role])}</p>
            <Button onPress={() => change('password')}>{t('accounts:changePassword')}</Button>
            <Button onPress={() => change('second-step')}>{t('accounts:secondStep')}</Button>
            <SignOut />
          </Dialog>
        </Popover>
      </DialogTrigger>
      <ChangePassword open={changing === 'password'} onClose={close} />
      <SecondFactor open={changing === 'second-step'} onClose={close} />
    </>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const { api, signedOut } = useStaff();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const signOut = async () => {
    setBusy(true);
    const answer = await api.call('signOut', {});
    // Whoever is signed out already has what was asked for.
    if (answer.ok || answer.problem === 'signed-out') return signedOut();
    setBusy(false);
    setFailure(answer);
  };
  return (
    <>
      <Failure failure={failure} />
      <Button busy={busy} onPress={() => void signOut()}>
        {t('staff:signOut')}
      </Button>
    </>
  );
}
