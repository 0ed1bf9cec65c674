/** One idea or proposal with its comments; who is being helped can support it or comment on it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { allows } from '../../../common/domain/consultation.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { CityText, Words } from '../../components/CityText.tsx';
import { shortDate } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Target } from '../../navigation/places.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { CityAnswer } from './CityAnswer.tsx';
import { SupportButton } from './SupportButton.tsx';
import { Supports } from './Supports.tsx';
import { usePages } from './use-pages.ts';

const PAGE = 20;
type Shown = Pick<KioskOutput<'target:show'>, 'idea' | 'proposal'>;

export function TargetScreen({ target }: { target: Target }) {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [shown, setShown] = useState<Shown>({ idea: null, proposal: null });
  const { id, kind } = target;
  const comments = usePages(async (after) => {
    const answer = await host.call('target:show', { targetId: id, targetKind: kind, after, limit: PAGE });
    if (!answer.ok) return answer;
    if (answer.value.idea === null && answer.value.proposal === null) return problem('target-unknown');
    setShown(answer.value);
    return { ok: true, value: { items: answer.value.comments, next: answer.value.next } };
  }, id);
  const { idea, proposal } = shown;
  const { language } = i18n;
  const found = idea ?? proposal;
  if (found === null)
    return (
      <div className="loading">
        {comments.failure === null ? <p className="muted">{t('kiosk:loading')}</p> : null}
        <Problem failure={comments.failure} onRetry={comments.more} />
      </div>
    );
  const { consultation } = status;
  const open = consultation?.state === 'open';
  return (
    <Screen
      title={
        idea === null ? (
          <CityText text={proposal?.title ?? {}} wanted={language} />
        ) : (
          <Words text={idea.title} language={idea.language} />
        )
      }
      actions={
        open ? (
          <>
            {allows(consultation, 'support') ? (
              <SupportButton target={target} supported={found.supported} />
            ) : null}
            {allows(consultation, 'comment') ? (
              <Button
                look="primary"
                onPress={() => walk({ type: 'go', to: { name: 'write-comment', target } })}
              >
                {t('browse:writeComment')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <p className="target-words">
        {idea === null ? (
          <CityText text={proposal?.text ?? {}} wanted={language} />
        ) : (
          <Words text={idea.words} language={idea.language} />
        )}
      </p>
      <p className="card-counts">
        <span>{idea === null ? t('browse:official') : shortDate(idea.at, language)}</span>
        {idea?.author === undefined ? null : <Author name={idea.author} />}
        <Supports of={found} />
        <span>{t('browse:comments', { count: found.comments })}</span>
      </p>
      {idea?.joined === undefined ? null : (
        <p className="muted">{t('browse:joined', { count: idea.joined.length })}</p>
      )}
      {found.answer === undefined ? null : <CityAnswer answer={found.answer} />}
      <h2>{t('browse:commentsTitle')}</h2>
      {comments.items.length === 0 && !comments.loading ? (
        <p className="muted">{t('browse:noComments')}</p>
      ) : (
        <ul className="comments">
          {comments.items.map((comment) => (
            <li key={comment.id}>
              <Words text={comment.words} language={comment.language} />
              <p className="muted">
                {shortDate(comment.at, language)}
                {comment.author === undefined ? null : (
                  <>
                    {' · '}
                    <Author name={comment.author} />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Problem failure={comments.failure} onRetry={comments.more} />
      {comments.hasMore ? (
        <Button busy={comments.loading} onPress={comments.more}>
          {t('browse:more')}
        </Button>
      ) : null}
    </Screen>
  );
}

/** Isolated, since a name may run the other way than the sentence. */
function Author({ name }: { name: string }) {
  const { t } = useTranslation();
  return <span>{t('browse:by', { name: `\u2068${name}\u2069` })}</span>;
}
