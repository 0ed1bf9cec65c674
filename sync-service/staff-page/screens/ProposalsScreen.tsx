/** The city's official proposals: what people made of them, and what the city answered. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalDocument } from '../../../common/contract/feed.ts';
import { mayModerate } from '../../../common/contract/staff-roles.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { number } from '../formats.ts';
import { Detail } from '../parts/Detail.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { AnswerDialog } from '../parts/moderation/AnswerDialog.tsx';
import { OfficialAnswer } from '../parts/moderation/OfficialAnswer.tsx';
import { SupportCount } from '../parts/moderation/SupportCount.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function ProposalsScreen() {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const [answering, setAnswering] = useState<ProposalDocument | null>(null);
  const list = useSearchedList<ProposalDocument>(
    async (page) => {
      const answer = await api.call('listProposals', page);
      return answer.ok ? success({ items: answer.value.proposals, next: answer.value.next }) : answer;
    },
    ['city', 'decisions'],
  );
  const mayAnswer = mayModerate(account.role);
  return (
    <Screen title={t('moderation:proposals.title')} live={list}>
      {({ items }) => (
        <>
          <ListSearch list={list} label={t('staff:searchIn.proposals')} />
          {items.length === 0 ? (
            <p className="empty">
              {list.query === '' ? t('moderation:proposals.empty') : t('staff:nothingFound')}
            </p>
          ) : (
            <ol className="contribution-list">
              {items.map((proposal) => (
                <li key={proposal.id}>
                  <Proposal proposal={proposal} onAnswer={mayAnswer ? () => setAnswering(proposal) : null} />
                </li>
              ))}
            </ol>
          )}
          <MoreButton list={list} />
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
              list.reload();
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
