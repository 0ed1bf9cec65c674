/** Another machine takes a kiosk's place: the old one is shut out, and a code brings the new one in with the same settings. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../common/contract/staff/kiosks.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { Failure } from './Failure.tsx';
import { MadeCode } from './MadeCode.tsx';

export function ReplaceKiosk({
  kiosk: { id, name },
  onReplaced,
}: {
  kiosk: KioskSummary;
  onReplaced: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<StaffOutput<'replaceKiosk'> | null>(null);
  const close = () => {
    setOpen(false);
    // The row has no such button once the list knows: the code must have been seen before.
    if (made !== null) onReplaced();
  };
  return (
    <>
      <Button look="quiet" aria-label={t('kiosks:replaceNamed', { name })} onPress={() => setOpen(true)}>
        {t('kiosks:replace')}
      </Button>
      <Dialog title={t('kiosks:replaceNamed', { name })} open={open} onClose={close} question>
        {made === null ? (
          <>
            <p>{t('kiosks:replaceHint')}</p>
            <Failure failure={failure} />
            <div className="dialog-actions">
              <Button onPress={close}>{t('staff:cancel')}</Button>
              <Button
                look="danger"
                busy={busy}
                onPress={() => void save(() => api.call('replaceKiosk', { id }), setMade)}
              >
                {t('kiosks:replaceSubmit')}
              </Button>
            </div>
          </>
        ) : (
          <MadeCode made={made} onClose={close} />
        )}
      </Dialog>
    </>
  );
}
