/** The facilitator's desk: the session's counts, the next person, the sync, and the end of the session. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { Button } from '../../components/Button.tsx';
import { CityText } from '../../components/CityText.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { dateSpan, longDate, number } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { CallBackButton } from './CallBackButton.tsx';
import { Counts } from './Counts.tsx';
import { SecondLanguage } from './SecondLanguage.tsx';
import { Troubles } from './Troubles.tsx';
import { WaitingAtTable } from './WaitingAtTable.tsx';

export function DeskScreen({ session }: { session: NonNullable<KioskStatus['session']> }) {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const [closing, setClosing] = useState(false);
  const close = useAction(() => host.call('session:close', {}), {
    once: true,
    done: () =>
      walk({
        type: 'restart',
        at: {
          name: 'session-summary',
          sessionId: session.id,
          workshopId: session.workshop?.id ?? null,
        },
      }),
  });
  const { language } = i18n;
  const { sync, participant } = status;
  const waiting = session.setAside.length;
  return (
    <Screen
      title={t('facilitator:desk')}
      lead={t('facilitator:hello', { name: status.facilitator?.name ?? '' })}
      width="wide"
      actions={
        <>
          {participant === null ? null : <p className="muted">{t('facilitator:closeNeedsNobody')}</p>}
          <CallBackButton />
          <Button look="quiet" onPress={() => walk({ type: 'go', to: { name: 'forms' } })}>
            {t('forms:title')}
          </Button>
          <Button look="quiet" onPress={() => setClosing(true)} isDisabled={participant !== null}>
            {t('facilitator:close')}
          </Button>
          <Button look="primary" onPress={() => walk({ type: 'go', to: { name: 'participant' } })}>
            {participant === null ? t('facilitator:welcomeNext') : t('facilitator:continueHelping')}
          </Button>
        </>
      }
    >
      <Troubles />
      <div className="panel">
        <h2>
          {session.workshop === null ? (
            t('facilitator:unplanned')
          ) : (
            <CityText text={session.workshop.title} wanted={language} />
          )}
        </h2>
        <p className="muted">
          {session.workshop === null
            ? longDate(session.openedAt, language)
            : `${dateSpan(session.workshop.startsAt, session.workshop.endsAt, language)} · ${session.workshop.place}`}
        </p>
        <Counts counts={session.counts} />
        <div className="row">
          <Button onPress={() => walk({ type: 'go', to: { name: 'take-along', sessionId: session.id } })}>
            {t('session:takeAlong')}
          </Button>
        </div>
      </div>
      <WaitingAtTable />
      <SecondLanguage />
      <div className="panel">
        <h2>{t('facilitator:wholeKiosk')}</h2>
        <dl className="facts">
          <div>
            <dt>{t('kiosk:syncState')}</dt>
            <dd>{t(`kiosk:sync.${sync.state}`)}</dd>
          </div>
          <div>
            <dt>{t('facilitator:pending')}</dt>
            <dd>{number(sync.pending, language)}</dd>
          </div>
          <div>
            <dt>{t('facilitator:acknowledged')}</dt>
            <dd>{number(sync.acknowledged, language)}</dd>
          </div>
          <div>
            <dt>{t('facilitator:quarantined')}</dt>
            <dd>{number(sync.quarantined, language)}</dd>
          </div>
        </dl>
      </div>
      <Dialog title={t('facilitator:closeTitle')} open={closing} onClose={() => setClosing(false)} question>
        <p>{t('facilitator:closeHint')}</p>
        {waiting === 0 ? null : <p>{t('facilitator:closeWaiting', { count: waiting })}</p>}
        <Problem failure={close.failure} />
        <div className="row">
          <Button onPress={() => setClosing(false)}>{t('kiosk:cancel')}</Button>
          <Button look="primary" busy={close.busy} onPress={() => close.run()}>
            {t('facilitator:closeYes')}
          </Button>
        </div>
      </Dialog>
    </Screen>
  );
}
