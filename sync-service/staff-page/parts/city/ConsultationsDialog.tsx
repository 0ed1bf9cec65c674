/** A button that opens a dialog for which the consultations are needed first. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { everyConsultation } from '../../consultations.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';

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
  const { busy, failure, save } = useSave();
  const [consultations, setConsultations] = useState<readonly ConsultationDocument[] | null>(null);
  const start = () => void save(() => everyConsultation(api), setConsultations);
  const onClose = () => setConsultations(null);
  const none = consultations !== null && consultations.length === 0;
  return (
    <>
      <Failure failure={failure} />
      {none ? <Notice title={t('kiosks:noConsultation')} /> : null}
      <div className="row">
        <Button look={look} busy={busy} onPress={start}>
          {button}
        </Button>
      </div>
      <Dialog title={title} open={consultations !== null && !none} onClose={onClose} question>
        {children({ consultations: consultations ?? [], onClose })}
      </Dialog>
    </>
  );
}
