/** A button that opens a dialog for which the consultations are needed first. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { useStaff } from '../StaffContext.tsx';
import { Failure } from './Failure.tsx';

export function ConsultationsDialog({
  button,
  look = 'secondary',
  title,
  children,
}: {
  button: string;
  look?: 'primary' | 'secondary';
  title: string;
  /** Called with at least one consultation. */
  children: (open: {
    readonly consultations: readonly ConsultationDocument[];
    readonly onClose: () => void;
  }) => ReactNode;
}) {
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
  const onClose = () => setConsultations(null);
  const none = consultations !== null && consultations.length === 0;
  return (
    <>
      <Failure failure={failure} />
      {none ? <Notice title={t('kiosks:noConsultation')} /> : null}
      <div className="row">
        <Button look={look} busy={busy} onPress={() => void start()}>
          {button}
        </Button>
      </div>
      <Dialog title={title} open={consultations !== null && !none} onClose={onClose} question>
        {children({ consultations: consultations ?? [], onClose })}
      </Dialog>
    </>
  );
}
