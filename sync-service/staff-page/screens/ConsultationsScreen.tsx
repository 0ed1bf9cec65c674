/** What the city says on its kiosks: consultations, each with its agenda and its proposals. Administrators write it. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument, EventDocument, ProposalDocument } from '../../../common/contract/feed.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { mayAdminister } from '../../../common/contract/staff-roles.ts';
import { periodState } from '../../../common/domain/consultation.ts';
import { type LocalizedText, localized } from '../../../common/domain/localized-text.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { CityText } from '../../../renderer/components/CityText.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import { dateAndTime } from '../formats.ts';
import { ConsultationForm } from '../parts/ConsultationForm.tsx';
import { Detail } from '../parts/Detail.tsx';
import { EventForm } from '../parts/EventForm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { EVENT_KIND } from '../parts/labels.ts';
import { ProposalForm } from '../parts/ProposalForm.tsx';
import { Screen } from '../parts/Screen.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';
import { useSave } from '../use-save.ts';

/** What is being written or removed, over the list. */
type Work =
  | { readonly does: 'consultation'; readonly consultation: ConsultationDocument | null }
  | {
      readonly does: 'proposal';
      readonly consultation: ConsultationDocument;
      readonly proposal: ProposalDocument | null;
    }
  | {
      readonly does: 'event';
      readonly consultation: ConsultationDocument;
      readonly event: EventDocument | null;
      /** Ids of the kiosks that are expected at it. */
      readonly kiosks: readonly string[];
    }
  | {
      readonly does: 'remove';
      readonly kind: 'proposal' | 'event';
      readonly id: string;
      readonly title: LocalizedText;
    };

export function ConsultationsScreen() {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const live = useLive(() => api.call('showCity', {}), ['city']);
  const [work, setWork] = useState<Work | null>(null);
  const start = mayAdminister(account.role) ? setWork : null;
  const close = () => setWork(null);
  const saved = () => {
    close();
    live.reload();
  };
  return (
    <Screen title={t('city:title')} live={live}>
      {(city) => (
        <>
          {city.consultations.length === 0 ? <p className="empty">{t('city:empty')}</p> : null}
          {city.consultations.map((consultation) => (
            <Consultation
              key={consultation.id}
              consultation={consultation}
              city={city}
              now={live.at ?? Date.now()}
              start={start}
            />
          ))}
          {start === null ? null : (
            <div className="row">
              <Button look="primary" onPress={() => start({ does: 'consultation', consultation: null })}>
                {t('city:add')}
              </Button>
            </div>
          )}
          <WorkDialog work={work} onClose={close} onSaved={saved} />
        </>
      )}
    </Screen>
  );
}

function Consultation({
  consultation,
  city,
  now,
  start,
}: {
  consultation: ConsultationDocument;
  city: StaffOutput<'showCity'>;
  now: number;
  /** Null for who may only look. */
  start: ((work: Work) => void) | null;
}) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const { id, title, summary, opensAt, closesAt, topics } = consultation;
  const proposals = city.proposals.filter(({ consultationId }) => consultationId === id);
  const events = city.events.filter(({ consultationId }) => consultationId === id);
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
      <h3>{t('city:agenda')}</h3>
      {events.length === 0 ? (
        <p className="muted">{t('city:noEvents')}</p>
      ) : (
        <ul className="plain-list">
          {events.map((event) => (
            <Line
              key={event.id}
              title={event.title}
              onEdit={
                start &&
                (() => start({ does: 'event', consultation, event, kiosks: city.expected[event.id] ?? [] }))
              }
              onRemove={
                start && (() => start({ does: 'remove', kind: 'event', id: event.id, title: event.title }))
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
      <h3>{t('city:proposals')}</h3>
      {proposals.length === 0 ? (
        <p className="muted">{t('moderation:proposals.empty')}</p>
      ) : (
        <ul className="plain-list">
          {proposals.map((proposal) => (
            <Line
              key={proposal.id}
              title={proposal.title}
              onEdit={start && (() => start({ does: 'proposal', consultation, proposal }))}
              onRemove={
                start &&
                (() => start({ does: 'remove', kind: 'proposal', id: proposal.id, title: proposal.title }))
              }
            />
          ))}
        </ul>
      )}
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

const TITLE = {
  consultation: 'staff:session.consultation',
  proposal: 'city:proposal',
  event: 'city:event',
} as const;

function WorkDialog({
  work,
  onClose,
  onSaved,
}: {
  work: Work | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t, i18n } = useTranslation();
  const ends = { onClose, onSaved };
  const title =
    work === null
      ? ''
      : work.does === 'remove'
        ? t('city:removing', { title: localized(work.title, [i18n.language, 'en']).text })
        : t(TITLE[work.does]);
  return (
    <Dialog title={title} open={work !== null} onClose={onClose} question>
      {work?.does === 'consultation' ? <ConsultationForm consultation={work.consultation} {...ends} /> : null}
      {work?.does === 'proposal' ? (
        <ProposalForm consultation={work.consultation} proposal={work.proposal} {...ends} />
      ) : null}
      {work?.does === 'event' ? (
        <EventForm consultation={work.consultation} event={work.event} expected={work.kiosks} {...ends} />
      ) : null}
      {work?.does === 'remove' ? <Removal kind={work.kind} id={work.id} {...ends} /> : null}
    </Dialog>
  );
}

function Removal({
  kind,
  id,
  onClose,
  onSaved,
}: {
  kind: 'proposal' | 'event';
  id: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  return (
    <>
      <p>{t('city:removeHint')}</p>
      <Failure failure={failure} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button
          look="danger"
          busy={busy}
          onPress={() => void save(() => api.call('removeFromCity', { kind, id }), onSaved)}
        >
          {t('city:remove')}
        </Button>
      </div>
    </>
  );
}
