/** The facilitator says which workshop this is: one of the agenda, or none that was planned. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localized } from '../../../common/domain/localized-text.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { dateSpan } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';

const UNPLANNED = 'unplanned';

export function OpenSessionScreen() {
  const { t, i18n } = useTranslation();
  const { host, status, walk } = useKiosk();
  const visitor = status.participant !== null;
  const [chosen, setChosen] = useState<string | null>(null);
  const agenda = useLoaded(() => host.call('event:list', {}), status.consultation?.id ?? '');
  const open = useAction(
    (workshopId: string) =>
      host.call('session:open', { workshopId: workshopId === UNPLANNED ? null : workshopId }),
    { once: true },
  );
  const practise = useAction(() => host.call('practice:start', {}), {
    done: () => walk({ type: 'restart', at: { name: 'desk' } }),
  });
  const workshops = (agenda.value?.events ?? []).filter(({ kind }) => kind === 'workshop');
  const options = [
    ...workshops.map((event) => {
      const title = localized(event.title, [i18n.language, 'en']);
      const when = dateSpan(event.startsAt, event.endsAt, i18n.language);
      return {
        value: event.id,
        label: title.text,
        language: title.language,
        hint: `${when} · ${event.place}`,
      };
    }),
    { value: UNPLANNED, label: t('facilitator:unplanned'), hint: t('facilitator:unplannedHint') },
  ];
  return (
    <Screen
      title={t('facilitator:openTitle')}
      lead={t('facilitator:hello', { name: status.facilitator?.name ?? '' })}
      actions={
        <>
          {status.practice ? null : (
            <Button look="quiet" busy={practise.busy} isDisabled={visitor} onPress={() => practise.run()}>
              {t('practice:start')}
            </Button>
          )}
          {chosen === null && !visitor ? <p className="muted">{t('facilitator:workshopNeeded')}</p> : null}
          <Button
            look="primary"
            busy={open.busy}
            isDisabled={chosen === null || visitor}
            onPress={() => {
              if (chosen !== null) open.run(chosen);
            }}
          >
            {t('facilitator:open')}
          </Button>
        </>
      }
    >
      {visitor ? (
        <Notice title={t('facilitator:walkIn')}>
          <p>{t('facilitator:walkInHint')}</p>
          <div className="row">
            <Button onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
              {t('facilitator:continueHelping')}
            </Button>
          </div>
        </Notice>
      ) : null}
      <Awaited loaded={agenda} />
      <Choice label={t('facilitator:whichWorkshop')} options={options} value={chosen} onChange={setChosen} />
      <Problem failure={open.failure ?? practise.failure} />
    </Screen>
  );
}
