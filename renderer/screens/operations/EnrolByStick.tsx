/** For a kiosk that never sees a network: the request goes out on a USB stick, and the city's answer comes back on it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { useNow } from '../../use-now.ts';
import { Awaited } from '../Awaited.tsx';
import { Problem } from '../Problem.tsx';
import { useStick } from './StickChoice.tsx';

const LOOK_EVERY_MS = 3_000;

export function EnrolByStick() {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const now = useNow(LOOK_EVERY_MS);
  const plan = useLoaded(() => host.call('carry:plan', {}), String(now));
  const { stick } = useStick(plan.value?.sticks ?? []);
  const [said, setSaid] = useState<'written' | 'no-answer' | null>(null);
  const request = useAction((id: string) => host.call('carry:request', { stick: id }), {
    done: () => setSaid('written'),
  });
  // With an answer for this kiosk the status changes, and this screen goes.
  const read = useAction((id: string) => host.call('carry:read', { stick: id }), {
    done: ({ enrolled }) => setSaid(enrolled ? null : 'no-answer'),
  });
  const run = (action: typeof request | typeof read) => () => {
    setSaid(null);
    request.clear();
    read.clear();
    if (stick !== null) action.run(stick.id);
  };
  return (
    <section className="panel" aria-labelledby="enrol-by-stick">
      <h2 id="enrol-by-stick">{t('carry:enrolTitle')}</h2>
      <p>{t('carry:enrolLead')}</p>
      <Awaited loaded={plan} />
      {plan.value === null ? null : stick === null ? (
        <p className="muted">{t('carry:noStickHint')}</p>
      ) : (
        <div className="row">
          <Button busy={request.busy} onPress={run(request)}>
            {t('carry:enrolRequest')}
          </Button>
          <Button busy={read.busy} onPress={run(read)}>
            {t('carry:read')}
          </Button>
        </div>
      )}
      <Problem failure={request.failure ?? read.failure} />
      {said === 'written' && (
        <Notice tone="good" title={t('carry:enrolWritten')}>
          {t('carry:enrolWrittenHint')}
        </Notice>
      )}
      {said === 'no-answer' && <Notice title={t('carry:noAnswer')}>{t('carry:noAnswerHint')}</Notice>}
    </section>
  );
}
