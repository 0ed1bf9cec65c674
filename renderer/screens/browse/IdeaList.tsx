/** People's ideas: by words, by topic, page by page, with the name of whoever gathered them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import { Button } from '../../components/Button.tsx';
import { Words } from '../../components/CityText.tsx';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { IdeaSearch, Target } from '../../navigation/places.ts';
import { useDebounced } from '../../use-debounced.ts';
import { Problem } from '../Problem.tsx';
import { Card } from './Card.tsx';
import { usePages } from './use-pages.ts';

const ALL = '';
const PAGE = 20;

export function IdeaList({
  search,
  onOpen,
}: {
  /** What the list was narrowed to when it was left. */
  search: IdeaSearch | undefined;
  onOpen: (target: Target, search: IdeaSearch) => void;
}) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const [typed, setTyped] = useState(search?.typed ?? '');
  const [topicId, setTopicId] = useState(search?.topicId ?? ALL);
  const query = useDebounced(typed.trim().slice(0, 200), 300);
  const topics = status.consultation?.topics ?? [];
  const pages = usePages(
    async (after) => {
      const answer = await host.call('idea:list', {
        query,
        topicId: topicId === ALL ? null : topicId,
        after,
        limit: PAGE,
      });
      return answer.ok ? { ok: true, value: { items: answer.value.ideas, next: answer.value.next } } : answer;
    },
    `${status.consultation?.id ?? ''} ${topicId} ${query}`,
  );
  const attribution = status.consultation?.attribution ?? null;
  return (
    <div className="idea-list">
      <div className="form-row">
        <Field label={t('browse:search')} value={typed} onChange={setTyped} className="field-search" />
        {topics.length === 0 ? null : (
          <Select
            label={t('contribution:topic')}
            value={topicId}
            onChange={setTopicId}
            options={[
              { value: ALL, label: t('browse:allTopics') },
              ...topics.map(({ id, label }) => {
                const { text, language } = localized(label, [i18n.language, 'en']);
                return { value: id, label: text, language };
              }),
            ]}
          />
        )}
      </div>
      {attribution === null ? null : (
        <p className="muted">
          {t('browse:attribution')} <bdi dir="auto">{attribution}</bdi>
        </p>
      )}
      {pages.items.length > 0 ? (
        <ul className="cards">
          {pages.items.map((idea) => (
            <Card
              key={idea.id}
              title={<Words text={idea.title} language={idea.language} />}
              text={<Words text={idea.words} language={idea.language} />}
              of={idea}
              onOpen={() => onOpen({ id: idea.id, kind: 'idea' }, { typed, topicId })}
            />
          ))}
        </ul>
      ) : pages.failure === null ? (
        <p className="muted" role="status">
          {pages.loading
            ? t('kiosk:loading')
            : query === '' && topicId === ALL
              ? t('browse:noIdeas')
              : t('browse:nothingFound')}
        </p>
      ) : null}
      <Problem failure={pages.failure} onRetry={pages.more} />
      {pages.hasMore ? (
        <Button busy={pages.loading} onPress={pages.more}>
          {t('browse:more')}
        </Button>
      ) : null}
    </div>
  );
}
