/** Where there is no network: what a USB stick would carry, writing it, and reading the city's answer from it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskOutput } from '../../../common/contract/kiosk-api.ts';
import type { Answer, Host } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { number } from '../../formats.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { useNow } from '../../use-now.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { StickChoice, useStick } from './StickChoice.tsx';

type Plan = KioskOutput<'carry:plan'>;
type Written = { readonly records: number };

const LOOK_EVERY_MS = 3_000;

/** File after file, so that the screen can tell how far it is; what was written before a fault is whole. */
async function writeAll({
  host,
  stick,
  told,
}: {
  host: Host;
  stick: string;
  told: (records: number) => void;
}): Promise<Answer<Written>> {
  let records = 0;
  for (let after = 0, more = true; more; ) {
    const part = await host.call('carry:write', { stick, after });
    if (!part.ok) return part;
    records += part.value.records;
    told(records);
    ({ after, more } = part.value);
  }
  return { ok: true, value: { records } };
}

export function CarryPanel() {
  const { t } = useTranslation();
  const { host, status } = useKiosk();
  const now = useNow(LOOK_EVERY_MS);
  const plan = useLoaded(() => host.call('carry:plan', {}), `${now} ${JSON.stringify(status.sync)}`);
  return (
    <section className="panel" aria-labelledby="carry">
      <h2 id="carry">{t('carry:title')}</h2>
      <p>{t('carry:lead')}</p>
      <Awaited loaded={plan} />
      {plan.value === null ? null : <Carry plan={plan.value} />}
    </section>
  );
}

function Carry({ plan }: { plan: Plan }) {
  const { t, i18n } = useTranslation();
  const { host } = useKiosk();
  const [progress, setProgress] = useState<number | null>(null);
  const [written, setWritten] = useState<number | null>(null);
  const [answer, setAnswer] = useState<KioskOutput<'carry:read'> | null>(null);
  const { stick, choose } = useStick(plan.sticks);
  const save = useAction((id: string) => writeAll({ host, stick: id, told: setProgress }), {
    done: ({ records }) => setWritten(records),
  });
  const read = useAction((id: string) => host.call('carry:read', { stick: id }), { done: setAnswer });
  const { language } = i18n;
  const begin = () => {
    setProgress(null);
    setWritten(null);
    setAnswer(null);
    save.clear();
    read.clear();
  };

  if (stick === null) return <Notice title={t('carry:noStick')}>{t('carry:noStickHint')}</Notice>;
  return (
    <>
      <StickChoice sticks={plan.sticks} value={stick.id} onChange={choose} />
      <p>
        {plan.records === 0
          ? t('carry:nothing')
          : t('carry:willCarry', {
              contributions: t('carry:contributions', { count: plan.contributions }),
              sessions: t('carry:sessions', { count: plan.sessions }),
              stick: stick.label,
            })}
      </p>
      <div className="row">
        <Button
          busy={save.busy}
          isDisabled={plan.records === 0 || read.busy}
          onPress={() => {
            begin();
            save.run(stick.id);
          }}
        >
          {t('carry:save')}
        </Button>
        <Button
          busy={read.busy}
          isDisabled={save.busy}
          onPress={() => {
            begin();
            read.run(stick.id);
          }}
        >
          {t('carry:read')}
        </Button>
      </div>
      {save.busy && (
        <p role="status">
          {t('carry:progress', {
            done: number(progress ?? 0, language),
            total: number(plan.records, language),
          })}
        </p>
      )}
      <Problem failure={save.failure ?? read.failure} />
      {written !== null && (
        <Notice tone="good" title={t('carry:written', { count: written })}>
          {t('carry:writtenHint')}
        </Notice>
      )}
      {answer !== null && <AnswerNotice answer={answer} />}
    </>
  );
}

function AnswerNotice({ answer }: { answer: KioskOutput<'carry:read'> }) {
  const { t } = useTranslation();
  if (answer.files === 0) return <Notice title={t('carry:noAnswer')}>{t('carry:noAnswerHint')}</Notice>;
  return (
    <Notice tone="good" title={t('carry:answered', { count: answer.acknowledged })}>
      {answer.quarantined === 0 ? undefined : t('kiosk:quarantined', { count: answer.quarantined })}
    </Notice>
  );
}
