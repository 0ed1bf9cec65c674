/** What a file for a platform shortened or left out. */
import { useTranslation } from 'react-i18next';
import type { NotedExport } from '../../../../common/domain/platform-export.ts';
import { number } from '../../formats.ts';

export function ExportNotes({ notes }: { notes: readonly NotedExport[] }) {
  const { t, i18n } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <>
      <p>{t('export:notes')}</p>
      <ul className="news">
        {notes.map(({ note, count }) => (
          <li key={note}>
            {t(`export:note.${note}`)}: {number(count, i18n.language)}
          </li>
        ))}
      </ul>
    </>
  );
}
