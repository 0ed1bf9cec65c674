/** How many support it, and how many of them nobody saw: one person may stand behind several. */
import { useTranslation } from 'react-i18next';

export function Supports({
  of: { supports, supportsAlone = 0 },
}: {
  of: { readonly supports: number; readonly supportsAlone?: number | undefined };
}) {
  const { t } = useTranslation();
  return (
    <>
      <span>{t('browse:supports', { count: supports })}</span>
      {supportsAlone === 0 ? null : <span>{t('browse:supportsAlone', { count: supportsAlone })}</span>}
    </>
  );
}
