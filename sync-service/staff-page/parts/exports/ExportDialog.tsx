/** A session's contributions as a CSV file: how it should be written, then the file, or why there is none. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../../common/contract/staff/sessions.ts';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useDownload } from '../../use-download.ts';
import { CsvFields, type CsvForm, PLAIN_CSV } from './CsvFields.tsx';
import { DownloadEnd } from './DownloadEnd.tsx';

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
  const [form, setForm] = useState<CsvForm>(PLAIN_CSV);
  const { api } = useStaff();
  const download = useDownload();
  const start = () =>
    void download.start(
      (fetching) =>
        api.export(
          'exportSession',
          { sessionId: session.id, separator: form.separator, bom: String(form.bom) },
          fetching,
        ),
      `perron-session-${session.id}.csv`,
    );
  return (
    <>
      <CsvFields value={form} onChange={setForm} />
      <DownloadEnd download={download} onStart={start} onClose={onClose} />
    </>
  );
}
