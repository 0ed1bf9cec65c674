/** The four numbers of a session or a workshop, large. */
import { useTranslation } from 'react-i18next';
import { number } from '../../formats.ts';

export function Counts({
  of,
}: {
  of: {
    readonly participants: number;
    readonly ideas: number;
    readonly comments: number;
    readonly supports: number;
  };
}) {
  const { t, i18n } = useTranslation();
  const counts = [
    ['people', t('staff:count.people'), of.participants],
    ['ideas', t('staff:count.ideas'), of.ideas],
    ['comments', t('staff:count.comments'), of.comments],
    ['supports', t('staff:count.supports'), of.supports],
  ] as const;
  return (
    <dl className="counts">
      {counts.map(([name, label, count]) => (
        <div key={name} className={`count count-${name}`}>
          <dt>{label}</dt>
          <dd>{number(count, i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
