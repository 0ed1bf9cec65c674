/** Another machine takes a kiosk's place: the old one is shut out, and a code brings the new one in with the same settings. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskSummary } from '../../../../common/contract/staff/kiosks.ts';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';
import { MadeCode } from './MadeCode.tsx';

/** Stands beside the list, whose row for the kiosk changes as soon as it is shut out: the code must stay. */
export function ReplaceKiosk({
  kiosk,
  onClose,
}: {
  /** Null while none is being replaced. */
  kiosk: Pick<KioskSummary, 'id' | 'name'> | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={kiosk === null ? '' : t('kiosks:replaceNamed', { name: kiosk.name })}
      open={kiosk !== null}
      onClose={onClose}
      question
    >
      {kiosk === null ? null : <Replacement id={kiosk.id} onClose={onClose} />}
    </Dialog>
  );
}

function Replacement({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [made, setMade] = useState<StaffOutput<'replaceKiosk'> | null>(null);
  if (made !== null) return <MadeCode made={made} onClose={onClose} />;
  return (
    <>
      <p>{t('kiosks:replaceHint')}</p>
      <DialogEnd
        failure={failure}
        busy={busy}
        look="danger"
        action={t('kiosks:replaceSubmit')}
        onClose={onClose}
        onAct={() => void save(() => api.call('replaceKiosk', { id }), setMade)}
      />
    </>
  );
}
