/** One consultation as staff see it: what it is about, its agenda and its proposals. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument, ProposalDocument } from '../../../../common/contract/feed.ts';
import type { StaffOutput } from '../../../../common/contract/staff-api.ts';
import { periodState } from '../../../../common/domain/consultation.ts';
import { type LocalizedText, localized } from '../../../../common/domain/localized-text.ts';
import { success } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { CityText } from '../../../../renderer/components/CityText.tsx';
import type { CityWork } from '../../city-work.ts';
import { dateAndTime } from '../../formats.ts';
import { hashOf } from '../../places.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSearchedList } from '../../use-searched-list.ts';
import { Detail } from '../Detail.tsx';
import { EVENT_KIND } from '../labels.ts';
import { MoreButton } from '../MoreButton.tsx';
import { Content } from '../Screen.tsx';
import { ListSearch } from '../SearchForm.tsx';

/** Null for who may only look. */
type Start = ((work: CityWork) => void) | null;

export function ConsultationCard({
  consultation,
  now,
  start,
}: {
  consultation: ConsultationDocument;
  now: number;
  start: Start;
}) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const { id, title, summary, opensAt, closesAt, topics } = consultation;
  return (
    <section className="card-panel" aria-labelledby={`consultation-${id}`}>
      <div className="section-top">
        <h2 id={`consultation-${id}`}>
          <CityText text={title} wanted={language} />
        </h2>
        {start === null ? null : (
          <Button onPress={() => start({ does: 'consultation', consultation })}>{t('city:edit')}</Button>
        )}
      </div>
      <p className="said">
        <CityText text={summary} wanted={language} />
      </p>
      <dl className="details">
        <Detail label={t('city:state')}>
          {t(`city:periodState.${periodState({ opensAt, closesAt }, now)}`)}
        </Detail>
        <Detail label={t('city:periodLabel')}>
          {t('city:period', { from: dateAndTime(opensAt, language), to: dateAndTime(closesAt, language) })}
        </Detail>
        {topics.length === 0 ? null : (
          <Detail label={t('city:topics')}>
            {topics.map(({ label }) => localized(label, [language, 'en']).text).join(', ')}
          </Detail>
        )}
        <Detail label={t('city:id')}>
          <span className="code">{id}</span>
        </Detail>
      </dl>
      <Agenda consultation={consultation} start={start} />
      <Proposals consultation={consultation} start={start} />
      {start === null ? null : (
        <div className="row">
          <Button onPress={() => start({ does: 'event', consultation, event: null, kiosks: [] })}>
            {t('city:addEvent')}
          </Button>
          <Button onPress={() => start({ does: 'proposal', consultation, proposal: null })}>
            {t('city:addProposal')}
          </Button>
        </div>
      )}
    </section>
  );
}

type Part = {
  readonly consultation: ConsultationDocument;
  readonly start: Start;
};

function Agenda({ consultation, start }: Part) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const { api } = useStaff();
  const list = useSearchedList<StaffOutput<'listEvents'>['events'][number]>(
    async (page) => {
      const answer = await api.call('listEvents', { ...page, consultationId: consultation.id });
      return answer.ok ? success({ items: answer.value.events, next: answer.value.next }) : answer;
    },
    ['city'],
  );
  return (
    <>
      <h3>{t('city:agenda')}</h3>
      <Content live={list}>
        {({ items }) => (
          <>
            <ListSearch list={list} label={t('staff:searchIn.events')} />
            {items.length === 0 ? (
              <p className="muted">{list.query === '' ? t('city:noEvents') : t('staff:nothingFound')}</p>
            ) : (
              <ul className="plain-list">
                {items.map(({ event, expected }) => (
                  <Line
                    key={event.id}
                    title={event.title}
                    onEdit={start && (() => start({ does: 'event', consultation, event, kiosks: expected }))}
                    onRemove={
                      start &&
                      (() => start({ does: 'remove', kind: 'event', id: event.id, title: event.title }))
                    }
                  >
                    {t(EVENT_KIND[event.kind])} · <bdi dir="auto">{event.place}</bdi> ·{' '}
                    {t('city:period', {
                      from: dateAndTime(event.startsAt, language),
                      to: dateAndTime(event.endsAt, language),
                    })}
                    {event.kind === 'workshop' ? (
                      <a className="follow" href={hashOf({ name: 'workshop', workshopId: event.id })}>
                        {t('workshop:follow')}
                      </a>
                    ) : null}
                  </Line>
                ))}
              </ul>
            )}
            <MoreButton list={list} />
          </>
        )}
      </Content>
    </>
  );
}

function Proposals({ consultation, start }: Part) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const list = useSearchedList<ProposalDocument>(
    async (page) => {
      const answer = await api.call('listProposals', { ...page, consultationId: consultation.id });
      return answer.ok ? success({ items: answer.value.proposals, next: answer.value.next }) : answer;
    },
    ['city'],
  );
  return (
    <>
      <h3>{t('city:proposals')}</h3>
      <Content live={list}>
        {({ items }) => (
          <>
            <ListSearch list={list} label={t('staff:searchIn.proposals')} />
            {items.length === 0 ? (
              <p className="muted">
                {list.query === '' ? t('moderation:proposals.empty') : t('staff:nothingFound')}
              </p>
            ) : (
              <ul className="plain-list">
                {items.map((proposal) => (
                  <Line
                    key={proposal.id}
                    title={proposal.title}
                    onEdit={start && (() => start({ does: 'proposal', consultation, proposal }))}
                    onRemove={
                      start &&
                      (() =>
                        start({ does: 'remove', kind: 'proposal', id: proposal.id, title: proposal.title }))
                    }
                  />
                ))}
              </ul>
            )}
            <MoreButton list={list} />
          </>
        )}
      </Content>
    </>
  );
}

function Line({
  title,
  onEdit,
  onRemove,
  children,
}: {
  title: LocalizedText;
  onEdit: (() => void) | null;
  onRemove: (() => void) | null;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { text } = localized(title, [i18n.language, 'en']);
  return (
    <li className="city-line">
      <span>
        <strong>
          <CityText text={title} wanted={i18n.language} />
        </strong>
        {children === undefined ? null : <span className="line muted">{children}</span>}
      </span>
      <span className="row">
        {onEdit === null ? null : (
          <Button look="quiet" aria-label={`${t('city:editing')}: ${text}`} onPress={onEdit}>
            {t('city:edit')}
          </Button>
        )}
        {onRemove === null ? null : (
          <Button look="quiet" aria-label={`${t('city:remove')}: ${text}`} onPress={onRemove}>
            {t('city:remove')}
          </Button>
        )}
      </span>
    </li>
  );
}
