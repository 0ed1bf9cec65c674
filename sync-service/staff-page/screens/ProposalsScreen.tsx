/** The city's official proposals: what people made of them, and what the city answered. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalDocument } from '../../../common/contract/feed.ts';
import { mayModerate } from '../../../common/contract/staff-roles.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { number } from '../formats.ts';
import { AnswerDialog } from '../parts/AnswerDialog.tsx';
import { Detail } from '../parts/Detail.tsx';
import { OfficialAnswer } from '../parts/OfficialAnswer.tsx';
import { Screen } from '../parts/Screen.tsx';
import { SupportCount } from '../parts/SupportCount.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

export function ProposalsScreen() {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const [answering, setAnswering] = useState<ProposalDocument | null>(null);
  const live = useLive(() => api.call('listProposals', {}), ['city', 'decisions']);
  const mayAnswer = mayModerate(account.role);
  return (
    <Screen title={t('moderation:proposals.title')} live={live}>
      {({ proposals }) => (
        <>
          {proposals.length === 0 ? (
            <p className="empty">{t('moderation:proposals.empty')}</p>
          ) : (
            <ol className="contribution-list">
              {proposals.map((proposal) => (
                <li key={proposal.id}>
                  <Proposal proposal={proposal} onAnswer={mayAnswer ? () => setAnswering(proposal) : null} />
                </li>
              ))}
            </ol>
          )}
          <AnswerDialog
            target={
              answering && {
                id: answering.id,
                kind: 'proposal',
                title: answering.title,
                answer: answering.answer ?? null,
              }
            }
            onClose={() => setAnswering(null)}
            onAnswered={() => {
              setAnswering(null);
              live.reload();
            }}
          />
        </>
      )}
    </Screen>
  );
}

function Proposal({ proposal, onAnswer }: { proposal: ProposalDocument; onAnswer: (() => void) | null }) {
  const { t, i18n } = useTranslation();
  const { title, text, comments, answer } = proposal;
  return (
    <article className="contribution">
      <h2>
        <CityText text={title} wanted={i18n.language} />
      </h2>
      <p className="said">
        <CityText text={text} wanted={i18n.language} />
      </p>
      <dl className="details">
        <SupportCount of={proposal} />
        <Detail label={t('staff:count.comments')}>{number(comments, i18n.language)}</Detail>
      </dl>
      {answer === undefined ? (
        <p className="muted">{t('moderation:proposals.noAnswer')}</p>
      ) : (
        <OfficialAnswer answer={answer} />
      )}
      {onAnswer === null ? null : (
        <div className="row">
          <Button onPress={onAnswer}>
            {answer === undefined ? t('moderation:answer') : t('moderation:changeAnswer')}
          </Button>
        </div>
      )}
    </article>
  );
}
