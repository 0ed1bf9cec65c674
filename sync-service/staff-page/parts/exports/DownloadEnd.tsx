/** The end of a form that fetches a file: how far the file is, what became of it, and the ways on. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { number } from '../../formats.ts';
import { hashOf } from '../../places.ts';
import type { Download, Progress } from '../../use-download.ts';
import { Failure } from '../Failure.tsx';
import { ExportNotes } from './ExportNotes.tsx';

export function DownloadEnd({
  download,
  incomplete = false,
  onStart,
  onClose,
}: {
  download: Download & { readonly stop: () => void };
  /** Something that the file needs is not chosen. */
  incomplete?: boolean;
  onStart: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { busy, progress, failure, saved, stopped, stop } = download;
  return (
    <>
      <Failure failure={failure} />
      {busy ? <Rows progress={progress} /> : null}
      {stopped ? <Notice title={t('export:stopped')} /> : null}
      {saved === null ? null : (
        <Notice title={t('staff:export.saved', { name: saved.name })}>
          {saved.rows === 0 ? <p>{t('export:nothing')}</p> : null}
          <ExportNotes notes={saved.notes} />
          <p>
            <a href={hashOf({ name: 'exports' })}>{t('export:taken.link')}</a>
          </p>
        </Notice>
      )}
      <div className="dialog-actions">
        {busy ? (
          <Button onPress={stop}>{t('export:stop')}</Button>
        ) : (
          <Button onPress={onClose}>{saved === null ? t('staff:cancel') : t('staff:close')}</Button>
        )}
        <Button look="primary" busy={busy} isDisabled={incomplete} onPress={onStart}>
          {t('staff:export.download')}
        </Button>
      </div>
    </>
  );
}

function Rows({ progress }: { progress: Progress | null }) {
  const { t, i18n } = useTranslation();
  const shown = (value: number) => number(value, i18n.language);
  const words =
    progress === null
      ? t('export:starting')
      : t('export:progress', { rows: shown(progress.rows), total: shown(progress.total) });
  return (
    <div className="download-progress">
      <progress
        aria-label={t('staff:export.download')}
        {...(progress === null ? {} : { value: progress.rows, max: Math.max(1, progress.total) })}
      />
      <p className="muted">{words}</p>
    </div>
  );
}
