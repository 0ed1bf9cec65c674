/** The next page of a list, or nothing where all is shown. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../../renderer/components/Button.tsx';
import { number } from '../formats.ts';
import type { LiveList } from '../use-live-list.ts';

export function MoreButton({ list }: { list: LiveList<unknown> }) {
  const { t, i18n } = useTranslation();
  if (list.value === null) return null;
  const { items, hasMore } = list.value;
  if (!hasMore) return null;
  return (
    <div className="more">
      <Button busy={list.busy} onPress={list.more}>
        {t('staff:more')}
      </Button>
      <span className="muted">
        {t('staff:shown', { count: items.length, number: number(items.length, i18n.language) })}
      </span>
    </div>
  );
}
