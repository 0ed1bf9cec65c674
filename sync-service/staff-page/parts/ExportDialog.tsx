/** A session's contributions as a CSV file: how it should be written, then the file, or why there is none. */
import { useEffect, useRef, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../../common/contract/staff-api.ts';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Choice } from '../../../renderer/components/Choice.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { Notice } from '../../../renderer/components/Notice.tsx';
import { useStaff } from '../StaffContext.tsx';
import { saveFile } from '../save-file.ts';
import { Failure } from './Failure.tsx';

type Separator = 'comma' | 'semicolon';

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
  const [separator, setSeparator] = useState<Separator>('comma');
  const [bom, setBom] = useState(false);
  const download = useDownload();
  const fallbackName = `perron-session-${session.id}.csv`;
  return (
    <>
      <Choice<Separator>
        label={t('staff:export.separator')}
        options={[
          { value: 'comma', label: t('staff:export.comma'), hint: t('staff:export.commaHint') },
          { value: 'semicolon', label: t('staff:export.semicolon'), hint: t('staff:export.semicolonHint') },
        ]}
        value={separator}
        onChange={setSeparator}
        columns
      />
      <Checkbox className="checkbox" isSelected={bom} onChange={setBom}>
        <span className="checkbox-mark" aria-hidden="true" />
        <span>{t('staff:export.bom')}</span>
      </Checkbox>
      <Failure failure={download.failure} />
      {download.saved === null ? null : <Notice title={t('staff:export.saved', { name: download.saved })} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{download.saved === null ? t('staff:cancel') : t('staff:close')}</Button>
        <Button
          look="primary"
          busy={download.busy}
          onPress={() => void download.start({ sessionId: session.id, separator, bom, fallbackName })}
        >
          {t('staff:export.download')}
        </Button>
      </div>
    </>
  );
}

function useDownload() {
  const { api } = useStaff();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async ({
    sessionId,
    separator,
    bom,
    fallbackName,
  }: {
    sessionId: string;
    separator: Separator;
    bom: boolean;
    fallbackName: string;
  }) => {
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(null);
    setSaved(null);
    const answer = await api.export({ sessionId, separator, bom: String(bom) }, controller.signal);
    if (controller.signal.aborted) return;
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    const name = answer.value.name ?? fallbackName;
    saveFile({ file: answer.value.file, name });
    setSaved(name);
  };
  return { busy, failure, saved, start };
}
