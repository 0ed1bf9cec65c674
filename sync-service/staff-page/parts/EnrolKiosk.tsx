/** The button that lets one more kiosk in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { useStaff } from '../StaffContext.tsx';
import { Failure } from './Failure.tsx';
import { KioskCodeForm } from './KioskCodeForm.tsx';

export function EnrolKiosk() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const [consultations, setConsultations] = useState<readonly ConsultationDocument[] | null>(null);
  const start = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await api.call('showCity', {});
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    if (answer.ok) setConsultations(answer.value.consultations);
  };
  const none = consultations !== null && consultations.length === 0;
  return (
    <>
      <Failure failure={failure} />
      {none ? <Notice title={t('kiosks:noConsultation')} /> : null}
      <div className="row">
        <Button look="primary" busy={busy} onPress={() => void start()}>
          {t('kiosks:enrol')}
        </Button>
      </div>
      <Dialog
        title={t('kiosks:title')}
        open={consultations !== null && !none}
        onClose={() => setConsultations(null)}
        question
      >
        <KioskCodeForm consultations={consultations ?? []} onClose={() => setConsultations(null)} />
      </Dialog>
    </>
  );
}
