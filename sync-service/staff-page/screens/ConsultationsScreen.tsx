/** What the city says on its kiosks: consultations, each with its agenda and its proposals. Administrators write it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { mayAdminister } from '../../../common/contract/staff-roles.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Dialog } from '../../../renderer/components/Dialog.tsx';
import type { CityWork } from '../city-work.ts';
import { ConsultationCard } from '../parts/city/ConsultationCard.tsx';
import { ConsultationForm } from '../parts/city/ConsultationForm.tsx';
import { EventForm } from '../parts/city/EventForm.tsx';
import { ProposalForm } from '../parts/city/ProposalForm.tsx';
import { DialogEnd } from '../parts/DialogEnd.tsx';
import { MoreButton } from '../parts/MoreButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { useStaff } from '../StaffContext.tsx';
import { useSave } from '../use-save.ts';
import { useSearchedList } from '../use-searched-list.ts';

/** Each has its agenda and its proposals with it. */
const STEP = 10;

export function ConsultationsScreen() {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const list = useSearchedList<ConsultationDocument>(
    async (page) => {
      const answer = await api.call('listConsultations', page);
      return answer.ok ? success({ items: answer.value.consultations, next: answer.value.next }) : answer;
    },
    ['city'],
    STEP,
  );
  const [work, setWork] = useState<CityWork | null>(null);
  const start = mayAdminister(account.role) ? setWork : null;
  const close = () => setWork(null);
  const saved = () => {
    close();
    list.reload();
  };
  return (
    <Screen title={t('city:title')} live={list}>
      {({ items }) => (
        <>
          <ListSearch list={list} label={t('staff:searchIn.consultations')} />
          {items.length === 0 ? (
            <p className="empty">{list.query === '' ? t('city:empty') : t('staff:nothingFound')}</p>
          ) : null}
          {items.map((consultation) => (
            <ConsultationCard
              key={consultation.id}
              consultation={consultation}
              now={list.at ?? Date.now()}
              start={start}
            />
          ))}
          <MoreButton list={list} />
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
  work: CityWork | null;
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
      <DialogEnd
        failure={failure}
        busy={busy}
        look="danger"
        action={t('city:remove')}
        onClose={onClose}
        onAct={() => void save(() => api.call('removeFromCity', { kind, id }), onSaved)}
      />
    </>
  );
}
