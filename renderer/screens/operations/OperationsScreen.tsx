/** How the kiosk is doing, for those who look after it: connection, what waits, what was set aside, disk and clock. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { isClockOff } from '../../../common/domain/kiosk-condition.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ago, byteSize, dateAndTime, number, span } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { useNow } from '../../use-now.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { CarryPanel } from './CarryPanel.tsx';

type Operations = KioskOutput<'kiosk:operations'>;

const LOOK_EVERY_MS = 10_000;

export function OperationsScreen() {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const now = useNow(LOOK_EVERY_MS);
  const looked = useLoaded(() => host.call('kiosk:operations', {}), `${now} ${JSON.stringify(status.sync)}`);
  return (
    <Screen
      title={t('operations:title')}
      lead={t('operations:lead')}
      width="wide"
      actions={
        <Button look="primary" onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>
          {t('kiosk:desk')}
        </Button>
      }
    >
      <Awaited loaded={looked} />
      {looked.value === null ? null : (
        <>
          <Connection operations={looked.value} now={now} />
          <SetAside quarantined={looked.value.quarantined} />
          <CarryPanel />
          <Machine operations={looked.value} />
        </>
      )}
    </Screen>
  );
}

function Facts({ facts }: { facts: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Connection({ operations, now }: { operations: Operations; now: number }) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const [tried, setTried] = useState(false);
  const retry = useAction(() => host.call('sync:now', {}), { done: () => setTried(true) });
  const { language } = i18n;
  const { state, pending, acknowledged, lastAcknowledgedAt } = status.sync;
  const { service, serviceMark, oldestPendingAt } = operations;
  const since = (at: number | null) => (at === null ? t('operations:never') : ago({ at, now, language }));
  return (
    <section className="panel" aria-labelledby="operations-connection">
      <h2 id="operations-connection">{t('operations:sending')}</h2>
      <Facts
        facts={[
          [t('operations:state'), t(`kiosk:sync.${state}`)],
          [t('operations:service'), service ?? t('operations:noService')],
          ...(serviceMark === null ? [] : [[t('operations:serviceMark'), serviceMark] as const]),
          [t('operations:lastAcknowledged'), since(lastAcknowledgedAt)],
          [t('facilitator:acknowledged'), number(acknowledged, language)],
          [t('facilitator:pending'), number(pending, language)],
          ...(oldestPendingAt === null
            ? []
            : [[t('operations:oldestPending'), since(oldestPendingAt)] as const]),
        ]}
      />
      <Problem failure={retry.failure} />
      <div className="row">
        <Button busy={retry.busy} onPress={() => retry.run()}>
          {t('kiosk:sendNow')}
        </Button>
      </div>
      {/* There from the start, so that what comes into it is announced. */}
      <p role="status">{tried ? <Outcome /> : null}</p>
    </section>
  );
}

/** What became of the last try, and goes on becoming of it. */
function Outcome() {
  const { t } = useTranslation();
  const { state, pending } = useKiosk().status.sync;
  if (state === 'connecting') return t('operations:tried.connecting');
  if (state === 'offline') return t('operations:tried.failed');
  // Reached, and not taken in: trying again would change nothing.
  if (state !== 'online') return t(`kiosk:sync.${state}`);
  return pending === 0 ? t('operations:tried.done') : t('operations:tried.waiting', { count: pending });
}

function SetAside({ quarantined }: { quarantined: Operations['quarantined'] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="panel" aria-labelledby="operations-set-aside">
      <h2 id="operations-set-aside">{t('facilitator:quarantined')}</h2>
      {quarantined.length === 0 ? (
        <p>{t('operations:nothingSetAside')}</p>
      ) : (
        <>
          <p>{t('operations:setAsideHint')}</p>
          <ul className="plain-list">
            {quarantined.map(({ rule, count }) => (
              <li key={rule}>
                {number(count, i18n.language)} × {t([`operations:rule.${rule}`, 'operations:rule.unnamed'])}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Machine({ operations: { disk, clock } }: { operations: Operations }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const isLow = useKiosk().status.room !== 'enough';
  const offset = clock.offset ?? 0;
  const difference = { span: span(offset, language) };
  return (
    <section className="panel" aria-labelledby="operations-machine">
      <h2 id="operations-machine">{t('operations:machine')}</h2>
      {isLow && <Notice tone="warning" title={t('operations:diskLow')} />}
      <Facts
        facts={[
          [
            t('operations:disk'),
            disk === null
              ? t('operations:unknown')
              : t('operations:diskFree', {
                  free: byteSize(disk.freeBytes, language),
                  total: byteSize(disk.totalBytes, language),
                }),
          ],
          [t('operations:clock'), dateAndTime(clock.now, language)],
        ]}
      />
      {clock.offset === null ? (
        <p className="muted">{t('operations:clockUnknown')}</p>
      ) : !isClockOff(offset) ? (
        <p className="muted">{t('operations:clockRight')}</p>
      ) : (
        <Notice
          title={
            offset > 0 ? t('operations:clockBehind', difference) : t('operations:clockAhead', difference)
          }
        >
          <p>{t('operations:clockHint')}</p>
        </Notice>
      )}
    </section>
  );
}
