/** A session's publishable words as a file on a stick: what there is, how far it is, an end to it, and what became of it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import { SESSION_FILE_FORMATS, type SessionFileFormat } from '../../../common/domain/export-columns.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { number } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { useNow } from '../../use-now.ts';
import { Awaited } from '../Awaited.tsx';
import { StickChoice, useStick } from '../operations/StickChoice.tsx';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';

type Plan = KioskOutput<'session:export-plan'>;
type Outcome = KioskOutput<'session:export'>;

const LOOK_EVERY_MS = 3_000;
const PROGRESS_EVERY_MS = 300;

const FORMAT: { readonly [F in SessionFileFormat]: string } = {
  xlsx: 'session:xlsx',
  csv: 'session:csv',
  jsonl: 'session:jsonl',
};

export function TakeAlongScreen({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const { host, walk } = useKiosk();
  const now = useNow(LOOK_EVERY_MS);
  const plan = useLoaded(() => host.call('session:export-plan', { id: sessionId }), String(now));
  return (
    <Screen
      title={t('session:takeAlong')}
      lead={t('session:lead')}
      width="wide"
      actions={
        <Button look="primary" onPress={() => walk({ type: 'back' })}>
          {t('kiosk:back')}
        </Button>
      }
    >
      <Awaited loaded={plan} />
      {plan.value === null ? null : <TakeAlong plan={plan.value} sessionId={sessionId} />}
    </Screen>
  );
}

function TakeAlong({ plan, sessionId }: { plan: Plan; sessionId: string }) {
  const { t, i18n } = useTranslation();
  const { host } = useKiosk();
  const [format, setFormat] = useState<SessionFileFormat>('xlsx');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { stick, choose } = useStick(plan.sticks);
  const write = useAction(
    (id: string) => host.call('session:export', { id: sessionId, stick: id, format, words: i18n.language }),
    { done: setOutcome },
  );
  const stop = useAction(() => host.call('session:export-stop', {}));
  return (
    <section className="panel">
      <p>{t('session:rows', { count: plan.rows })}</p>
      {plan.leftOut === 0 ? null : <p className="muted">{t('session:leftOut', { count: plan.leftOut })}</p>}
      {plan.rows === 0 ? (
        <Notice title={t('session:nothing')}>{t('session:nothingHint')}</Notice>
      ) : stick === null ? (
        <Notice title={t('carry:noStick')}>{t('carry:noStickHint')}</Notice>
      ) : (
        <>
          <StickChoice sticks={plan.sticks} value={stick.id} onChange={choose} />
          <Choice
            label={t('session:format')}
            value={format}
            onChange={setFormat}
            columns
            options={SESSION_FILE_FORMATS.map((value) => ({ value, label: t(FORMAT[value]) }))}
          />
          <div className="row">
            <Button
              busy={write.busy}
              onPress={() => {
                setOutcome(null);
                write.run(stick.id);
              }}
            >
              {t('session:write', { stick: stick.label })}
            </Button>
            {write.busy && (
              <Button look="quiet" busy={stop.busy} onPress={() => stop.run()}>
                {t('session:stop')}
              </Button>
            )}
          </div>
          {write.busy && <Progress />}
        </>
      )}
      <Problem failure={write.failure ?? stop.failure} />
      {outcome === null ? null : outcome.file === null ? (
        <Notice title={t('session:stopped')} />
      ) : (
        <Notice tone="good" title={t('session:written')}>
          <p>
            <bdi className="code">{outcome.file.name}</bdi>
          </p>
          <p>{t('session:writtenHint')}</p>
        </Notice>
      )}
    </section>
  );
}

function Progress() {
  const { t, i18n } = useTranslation();
  const { host } = useKiosk();
  const now = useNow(PROGRESS_EVERY_MS);
  const { value } = useLoaded(() => host.call('session:export-progress', {}), String(now));
  const { rows = 0, total = 0 } = value ?? {};
  return (
    <p role="status">
      {t('session:progress', { rows: number(rows, i18n.language), total: number(total, i18n.language) })}
    </p>
  );
}
