/** One contribution for staff to decide about: the words, what is known about them, and what can be done. */
import { type KeyboardEvent, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { CityText, Words } from '../../../../renderer/components/CityText.tsx';
import { dateAndTime } from '../../formats.ts';
import { hashOf } from '../../places.ts';
import { Detail } from '../Detail.tsx';
import { FoldedWords } from '../FoldedWords.tsx';
import { KIND, STATE } from '../labels.ts';
import { WhoseWords } from '../WhoseWords.tsx';
import { Alike, type Merging } from './Alike.tsx';
import { Joined } from './Joined.tsx';
import { OfficialAnswer } from './OfficialAnswer.tsx';
import { type Admitting, Revisions } from './Revisions.tsx';
import { SupportCount } from './SupportCount.tsx';

/** What a person may ask of one contribution. */
export type Wish = 'publish' | 'hold' | 'refuse' | 'answer' | 'mask' | 'next' | 'previous';

const KEYS: { readonly [key: string]: Wish } = {
  p: 'publish',
  h: 'hold',
  r: 'refuse',
  a: 'answer',
  m: 'mask',
  j: 'next',
  k: 'previous',
};

/** Similar. */
const ALIKE_KEY = 's';

export const cardId = (contributionId: string): string => `contribution-${contributionId}`;

export function ModerationCard({
  contribution,
  mayDecide,
  selected,
  busy,
  onSelect,
  onWish,
  onMerge,
  onAdmit,
  onChosen,
}: {
  contribution: ModeratedContribution;
  mayDecide: boolean;
  selected: boolean;
  busy: boolean;
  onSelect: (selected: boolean) => void;
  onWish: (wish: Wish) => void;
  onMerge: (merging: Merging) => void;
  onAdmit: (admitting: Admitting) => void;
  /** Another of its author’s words stand now. */
  onChosen: () => void;
}) {
  const { t } = useTranslation();
  const { id, kind, title, words, language, state, answer } = contribution;
  const [alike, setAlike] = useState(false);
  // Only while the focus is on the card: a single key must do nothing elsewhere (WCAG 2.1.4).
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === ALIKE_KEY && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      setAlike(!alike);
      return;
    }
    const wish = KEYS[event.key.toLowerCase()];
    if (wish === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onWish(wish);
  };
  return (
    <article
      id={cardId(id)}
      className={`contribution contribution-${kind}`}
      tabIndex={-1}
      aria-labelledby={`${cardId(id)}-name`}
      onKeyDown={onKeyDown}
    >
      <div className="contribution-top">
        {mayDecide ? (
          <Checkbox
            className="checkbox"
            isSelected={selected}
            onChange={onSelect}
            aria-label={t('moderation:select', { name: title ?? words.slice(0, 60) })}
          >
            <span className="checkbox-mark" aria-hidden="true" />
          </Checkbox>
        ) : null}
        <span className="kind">{t(KIND[kind])}</span>
        <span className={`state state-${state}`}>{t(STATE[state])}</span>
        {contribution.timing === null ? null : (
          <span className="state state-held">{t(`moderation:timing.${contribution.timing}`)}</span>
        )}
        {contribution.mergedInto === null ? null : (
          <span className="state">{t('moderation:merge.done')}</span>
        )}
        {contribution.masked ? <span className="state">{t('moderation:mask.done')}</span> : null}
        {contribution.publishable ? null : <span className="state">{t('moderation:noConsent')}</span>}
      </div>
      <h2 id={`${cardId(id)}-name`}>
        {title === null ? (
          <AboutTarget contribution={contribution} />
        ) : (
          <Words text={title} language={language} />
        )}
      </h2>
      <FoldedWords words={words} language={language} />
      <Revisions contribution={contribution} busy={busy} onAdmit={onAdmit} onChosen={onChosen} />
      <Details contribution={contribution} />
      <Joined contribution={contribution} />
      {answer === null ? null : <OfficialAnswer answer={answer} />}
      {!mayDecide ? null : contribution.mergedInto === null ? (
        <Actions contribution={contribution} busy={busy} onWish={onWish} />
      ) : (
        <div className="row">
          <Button busy={busy} onPress={() => onMerge({ id, into: null })}>
            {t('moderation:merge.apart')}
          </Button>
          <Button look="quiet" onPress={() => onWish('mask')}>
            {t('moderation:mask.button')}
          </Button>
        </div>
      )}
      <div className="row">
        <Button look="quiet" aria-expanded={alike} onPress={() => setAlike(!alike)}>
          {alike ? t('moderation:alike.hide') : t('moderation:alike.show')}
        </Button>
      </div>
      {alike ? (
        <Alike contribution={contribution} mayMerge={mayDecide} busy={busy} onMerge={onMerge} />
      ) : null}
    </article>
  );
}

function AboutTarget({ contribution: { target } }: { contribution: ModeratedContribution }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <span className="muted">{t('staff:contribution.about')}</span>{' '}
      {target === null || target.title === null ? (
        <span className="muted">{t('staff:contribution.targetUnknown')}</span>
      ) : (
        <CityText text={target.title} wanted={i18n.language} />
      )}
    </>
  );
}

function Details({ contribution }: { contribution: ModeratedContribution }) {
  const { t, i18n } = useTranslation();
  const { kind, topic, author, kioskName, sessionId, decided, recordedAt } = contribution;
  return (
    <dl className="details">
      <Detail label={t('staff:contribution.language')}>{nameIn(contribution.language, i18n.language)}</Detail>
      {topic === null ? null : (
        <Detail label={t('staff:contribution.topic')}>
          <CityText text={topic} wanted={i18n.language} />
        </Detail>
      )}
      {author === null ? null : (
        <Detail label={t('moderation:author')}>
          <bdi>{author}</bdi>
        </Detail>
      )}
      <WhoseWords of={contribution} />
      <Detail label={t('moderation:source')}>
        {kioskName === null ? t('moderation:elsewhere') : <bdi dir="auto">{kioskName}</bdi>}
      </Detail>
      {sessionId === null ? null : (
        <Detail label={t('moderation:session')}>
          <a href={hashOf({ name: 'session', sessionId })}>{t('moderation:showSession')}</a>
        </Detail>
      )}
      {kind === 'idea' ? <SupportCount of={contribution} /> : null}
      <Detail label={t('staff:contribution.recorded')}>{dateAndTime(recordedAt, i18n.language)}</Detail>
      {decided === null ? null : (
        <>
          <Detail label={t('moderation:decided')}>
            {t('moderation:decidedBy', { name: decided.by, when: dateAndTime(decided.at, i18n.language) })}
          </Detail>
          {decided.reason === null ? null : (
            <Detail label={t('moderation:reasonLabel')}>{t(`answer:reason.${decided.reason}`)}</Detail>
          )}
          {decided.note === '' ? null : (
            <Detail label={t('moderation:note')}>
              <bdi dir="auto">{decided.note}</bdi>
            </Detail>
          )}
        </>
      )}
    </dl>
  );
}

function Actions({
  contribution: { kind, state, decided, publishable, timing, answer },
  busy,
  onWish,
}: {
  contribution: ModeratedContribution;
  busy: boolean;
  onWish: (wish: Wish) => void;
}) {
  const { t } = useTranslation();
  const publishes = state !== 'published' || decided === null;
  return (
    <div className="row">
      {publishes && publishable && timing !== 'late' ? (
        <Button busy={busy} onPress={() => onWish('publish')}>
          {state === 'published' ? t('moderation:keep') : t('moderation:publish')}
        </Button>
      ) : null}
      {decided?.decision === 'held' ? null : (
        <Button busy={busy} onPress={() => onWish('hold')}>
          {t('moderation:hold')}
        </Button>
      )}
      {state === 'refused' ? null : (
        <Button busy={busy} onPress={() => onWish('refuse')}>
          {t('moderation:refuse')}
        </Button>
      )}
      <Button look="quiet" onPress={() => onWish('mask')}>
        {t('moderation:mask.button')}
      </Button>
      {kind === 'idea' ? (
        <Button look="quiet" onPress={() => onWish('answer')}>
          {answer === null ? t('moderation:answer') : t('moderation:changeAnswer')}
        </Button>
      ) : null}
    </div>
  );
}
