/** What a session has brought so far, and what became of its records. */
import { useTranslation } from 'react-i18next';
import type { SessionCounts } from '../../../common/contract/kiosk/sessions.ts';
import { number } from '../../formats.ts';

export function Counts({ counts }: { counts: SessionCounts }) {
  const { t, i18n } = useTranslation();
  const rows = [
    [t('facilitator:participants'), counts.participants],
    ...(counts.returned === 0 ? [] : [[t('facilitator:returned'), counts.returned] as const]),
    [t('facilitator:ideas'), counts.ideas],
    [t('facilitator:comments'), counts.comments],
    [t('facilitator:supports'), counts.supports],
    [t('facilitator:pending'), counts.pending],
    [t('facilitator:acknowledged'), counts.acknowledged],
    [t('facilitator:quarantined'), counts.quarantined],
  ] as const;
  return (
    <dl className="counts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{number(value, i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
