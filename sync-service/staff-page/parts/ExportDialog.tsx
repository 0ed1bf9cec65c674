/** A session's contributions as a CSV file: how it should be written, then the file, or why there is none. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../common/contract/staff/sessions.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useDownload } from '../use-download.ts';
import { CsvFields, type CsvForm, PLAIN_CSV } from './CsvFields.tsx';
import { Failure } from './Failure.tsx';

export function ExportDialog({
  session,
  open,
  onClose,
}: {
  session: SessionSummary;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('staff:export.title')} open={open} onClose={onClose}>
      <ExportForm session={session} onClose={onClose} />
    </Dialog>
  );
}

function ExportForm({ session, onClose }: { session: SessionSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<CsvForm>(PLAIN_CSV);
  const { api } = useStaff();
  const download = useDownload();
  const fallbackName = `perron-session-${session.id}.csv`;
  return (
    <>
      <CsvFields value={form} onChange={setForm} />
      <Failure failure={download.failure} />
      {download.saved === null ? null : <Notice title={t('staff:export.saved', { name: download.saved })} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{download.saved === null ? t('staff:cancel') : t('staff:close')}</Button>
        <Button
          look="primary"
          busy={download.busy}
          onPress={() =>
            void download.start(
              (signal) =>
                api.export(
                  'exportSession',
                  { sessionId: session.id, separator: form.separator, bom: String(form.bom) },
                  signal,
                ),
              fallbackName,
            )
          }
        >
          {t('staff:export.download')}
        </Button>
      </div>
    </>
  );
}
