/** What somebody said, unfolded for paper, with the comments on it. */
import { useTranslation } from 'react-i18next';
import type { StaffContribution } from '../../../../common/contract/staff/sessions.ts';
import { Words } from '../../../../renderer/components/CityText.tsx';

export function ReportedWords({
  contribution,
  comments,
}: {
  contribution: StaffContribution;
  comments: readonly StaffContribution[];
}) {
  const { t } = useTranslation();
  const { kind, title, targetTitle } = contribution;
  const language = contribution.language ?? 'und';
  return (
    <article className={`contribution contribution-${kind}`}>
      {title === null ? null : (
        <h4>
          <Words text={title} language={language} />
        </h4>
      )}
      {targetTitle === null ? null : (
        <p className="target">
          <span className="muted">{t('staff:contribution.about')}</span> <bdi dir="auto">{targetTitle}</bdi>
        </p>
      )}
      <p className="said">
        <Words text={contribution.words ?? ''} language={language} />
      </p>
      {comments.length === 0 ? null : (
        <>
          <p className="muted">{t('report:commentsOn')}</p>
          <ul className="news">
            {comments.map(({ id, words, language: spoken }) => (
              <li key={id} className="said">
                <Words text={words ?? ''} language={spoken ?? 'und'} />
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}
