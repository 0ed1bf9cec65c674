/** Shuts a kiosk out, after a reason was chosen. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Choice } from '../../../../renderer/components/Choice.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';

type Reason = 'lost' | 'replaced';

export function RevokeKiosk({ kiosk, onRevoked }: { kiosk: KioskSummary; onRevoked: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('kiosks:revokeNamed', { name: kiosk.name })}
        onPress={() => setOpen(true)}
      >
        {t('kiosks:revoke')}
      </Button>
      <Dialog title={t('kiosks:revoking', { name: kiosk.name })} open={open} onClose={close} question>
        <RevokeForm
          kiosk={kiosk}
          onClose={close}
          onRevoked={() => {
            close();
            onRevoked();
          }}
        />
      </Dialog>
    </>
  );
}

function RevokeForm({
  kiosk: { id },
  onClose,
  onRevoked,
}: {
  kiosk: KioskSummary;
  onClose: () => void;
  onRevoked: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [reason, setReason] = useState<Reason | null>(null);
  const { busy, failure, save } = useSave();
  return (
    <>
      <p>{t('kiosks:revokeHint')}</p>
      <Choice<Reason>
        label={t('kiosks:reason')}
        options={[
          { value: 'lost', label: t('kiosks:lost') },
          { value: 'replaced', label: t('kiosks:replaced') },
        ]}
        value={reason}
        onChange={setReason}
      />
      <DialogEnd
        failure={failure}
        busy={busy}
        look="danger"
        action={t('kiosks:submit')}
        isDisabled={reason === null}
        onClose={onClose}
        onAct={() => {
          if (reason !== null) void save(() => api.call('revokeKiosk', { id, reason }), onRevoked);
        }}
      />
    </>
  );
}
