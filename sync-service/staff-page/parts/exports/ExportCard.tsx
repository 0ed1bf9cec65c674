/** One file that was taken, its manifest, and what its holder must be told. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { TakenExport } from '../../../../common/contract/staff/exports.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import { dateAndTime, exactTime, longDate, number } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { saveFile } from '../../save-file.ts';
import { useSave } from '../../use-save.ts';
import { Detail } from '../Detail.tsx';
import { Failure } from '../Failure.tsx';
import { KIND, STATE } from '../labels.ts';
import { ExportNotes } from './ExportNotes.tsx';

export function ExportCard({ taken, onTold }: { taken: TakenExport; onTold: () => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const { id, fileName, at, by, file } = taken;
  const saveManifest = () =>
    void save(
      () => api.call('showManifest', { id }),
      (manifest) =>
        saveFile({
          file: new Blob([`${JSON.stringify(manifest, null, 2)}\n`], { type: 'application/json' }),
          name: `${fileName}.manifest.json`,
        }),
    );
  return (
    <article className="contribution" aria-labelledby={`export-${id}`}>
      <h2 id={`export-${id}`} className="code" dir="ltr">
        {fileName}
      </h2>
      <dl className="details">
        <Detail label={t('export:sheet.taken')}>{exactTime(at, i18n.language)}</Detail>
        <Detail label={t('export:sheet.by')}>
          <bdi>{by}</bdi>
        </Detail>
        {narrowed(taken, t, i18n.language).map(([label, value]) => (
          <Detail key={label} label={label}>
            <bdi>{value}</bdi>
          </Detail>
        ))}
        {file === null ? null : (
          <>
            <Detail label={t('export:sheet.rows')}>{number(file.rows, i18n.language)}</Detail>
            <Detail label="SHA-256">
              <span className="code digest" dir="ltr">
                {file.sha256}
              </span>
            </Detail>
          </>
        )}
      </dl>
      {file === null ? <p>{t('export:taken.broken')}</p> : <ExportNotes notes={file.notes} />}
      <TakenBack taken={taken} onTold={onTold} />
      <Failure failure={failure} />
      <div className="row">
        <Button busy={busy} onPress={saveManifest}>
          {t('export:taken.manifest')}
        </Button>
      </div>
    </article>
  );
}

/** What the file was narrowed to, in words. */
function narrowed(
  { filter: { sessionId, kind, state, language, from, to } }: TakenExport,
  t: TFunction,
  shownIn: string,
): readonly (readonly [string, string])[] {
  const parts: readonly (readonly [string, string | null])[] = [
    [t('export:session'), sessionId],
    [t('export:kind'), kind && t(KIND[kind])],
    [t('export:state'), state && t(STATE[state])],
    [t('staff:contribution.language'), language && nameIn(language, shownIn)],
    [t('export:from'), from === null ? null : dateAndTime(from, shownIn)],
    [t('export:to'), to === null ? null : dateAndTime(to, shownIn)],
  ];
  return parts.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}

function TakenBack({ taken, onTold }: { taken: TakenExport; onTold: () => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const { id, by, takenBack, told } = taken;
  const latest = takenBack[0];
  if (latest === undefined) return null;
  const tell = (through: number) => void save(() => api.call('tellExport', { id, through }), onTold);
  const count = takenBack.length;
  return (
    <>
      <Notice title={t('export:taken.takenBack', { count, number: number(count, i18n.language), name: by })}>
        <ul className="news">
          {takenBack.map((one) => (
            <li key={one.id}>
              {t(KIND[one.kind])} <span className="code">{one.id}</span>, {exactTime(one.at, i18n.language)}
            </li>
          ))}
        </ul>
      </Notice>
      <Failure failure={failure} />
      <div className="row">
        {told === null ? (
          <Button busy={busy} onPress={() => tell(latest.at)}>
            {t('export:taken.tell')}
          </Button>
        ) : (
          <>
            <p>{t('feedback:toldBy', { name: told.by, date: longDate(told.at, i18n.language) })}</p>
            <Button look="quiet" busy={busy} onPress={() => tell(0)}>
              {t('feedback:notTold')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
