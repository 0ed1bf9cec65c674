/** How many support it, and how many of them nobody saw: one person may stand behind several. */
import { useTranslation } from 'react-i18next';
import { number } from '../../formats.ts';
import { Detail } from '../Detail.tsx';

export function SupportCount({
  of: { supports, supportsAlone = 0 },
}: {
  of: { readonly supports: number; readonly supportsAlone?: number | undefined };
}) {
  const { t, i18n } = useTranslation();
  const shown = (count: number) => number(count, i18n.language);
  return (
    <Detail label={t('staff:count.supports')}>
      {shown(supports)}
      {supportsAlone === 0 ? null : (
        <>
          {' '}
          <span className="muted">
            {t('staff:count.alone', { count: supportsAlone, number: shown(supportsAlone) })}
          </span>
        </>
      )}
    </Detail>
  );
}
