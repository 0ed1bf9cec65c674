/** The ideas with which an idea is joined, as they say the same. */
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import { Words } from '../../../../renderer/components/CityText.tsx';

export function Joined({ contribution: { merged, mergedInto } }: { contribution: ModeratedContribution }) {
  const { t } = useTranslation();
  const ideas = mergedInto === null ? merged : [mergedInto];
  if (ideas.length === 0) return null;
  return (
    <div className="joined">
      <p className="muted">
        {mergedInto === null
          ? t('moderation:merge.gathers', { count: merged.length })
          : t('moderation:merge.into')}
      </p>
      <ul>
        {ideas.map(({ id, title, language }) => (
          <li key={id}>
            <Words text={title} language={language} />
          </li>
        ))}
      </ul>
    </div>
  );
}
