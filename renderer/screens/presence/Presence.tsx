/**
 * Watches whether somebody is still there. Where a visitor helps themselves it asks, counts down, and takes everything
 * of theirs off the screen; a screen that was merely looked at goes back to the beginning; nobody for long enough, and
 * the kiosk calls for attention.
 */
import type { i18n } from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves, type Place } from '../../navigation/places.ts';
import { startAnew } from '../../start-anew.ts';
import { useAction } from '../../use-action.ts';
import { useIdleSeconds } from '../../use-idle.ts';
import { useSpoken } from '../comfort/use-spoken.ts';
import { Problem } from '../Problem.tsx';
import { WhomToCall } from '../WhomToCall.tsx';
import { Attract } from './Attract.tsx';

/** Where staff have set none, because nobody takes part alone. */
const IDLE_SECONDS = 120;
const COUNTDOWN_SECONDS = 20;
const RETRY_MILLISECONDS = 5_000;

export function Presence({ place, i18n }: { place: Place; i18n: i18n }) {
  const { status, languages } = useKiosk();
  const first = languages[0] ?? 'en';
  const idleAfter = status.selfService?.idleSeconds ?? IDLE_SECONDS;
  const inUse = status.sync.state !== 'not-enrolled' && status.sync.state !== 'revoked';
  const watched = status.facilitator === null && inUse;
  const invites =
    status.selfService !== null && status.closedUntil === null && status.consultation?.state === 'open';
  const alone = helpsThemselves(status) && status.participant !== null;
  const somewhere = place.name !== 'home' || i18n.language !== first;
  const asks = watched && (alone || somewhere || invites);
  const { seconds, renew } = useIdleSeconds(asks ? idleAfter : Number.POSITIVE_INFINITY);
  const left = idleAfter + COUNTDOWN_SECONDS - seconds;

  if (!asks) return null;
  if (alone || somewhere) {
    if (left <= 0) return <Clear visitor={alone} />;
    return <StillThere left={left} asking={seconds >= idleAfter} aloud={alone} onStay={renew} />;
  }
  return seconds >= idleAfter ? (
    <Attract
      onStart={(language) => {
        renew();
        void i18n.changeLanguage(language);
      }}
    />
  ) : null;
}

function StillThere({
  left,
  asking,
  aloud,
  onStay,
}: {
  left: number;
  asking: boolean;
  /** Who has written something may have turned away; a screen that was looked at calls nobody. */
  aloud: boolean;
  onStay: () => void;
}) {
  const { t } = useTranslation();
  useSpoken({ spoken: asking && aloud, turn: left > COUNTDOWN_SECONDS / 2 ? 'first' : 'again' });
  return (
    <Dialog title={t('kiosk:stillThere')} open={asking} onClose={onStay} question>
      <p className="lead" role="timer">
        {t('kiosk:clearedIn', { count: Math.max(left, 0) })}
      </p>
      <div className="row">
        <Button look="primary" onPress={onStay}>
          {t('kiosk:stay')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Nothing is shown until the host has put the visit away: the next visitor must not meet the one before. */
function Clear({ visitor }: { visitor: boolean }) {
  const { t } = useTranslation();
  const { host, drafts } = useKiosk();
  const [tries, setTries] = useState(0);
  const leave = useAction(
    async () => {
      if (visitor) {
        await drafts.settle();
        const answer = await host.call('participant:leave', {});
        // The host restarted meanwhile, and has put the visit away itself.
        if (!answer.ok && answer.problem !== 'participant-absent') return answer;
        drafts.forget();
      }
      return (await startAnew(host))
        ? { ok: true as const, value: null }
        : { ok: false as const, problem: 'host-gone' as const };
    },
    { once: true },
  );
  const { run, failure } = leave;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is another function at every render; `tries` says when.
  useEffect(() => run(), [tries]);
  const again = useCallback(() => setTries((before) => before + 1), []);
  useEffect(() => {
    if (failure === null) return;
    const timer = setTimeout(again, RETRY_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [failure, again]);
  return (
    <div className="waiting" role="alert">
      {failure === null ? null : (
        <>
          <h1>{t('kiosk:stuck')}</h1>
          <p className="lead">{t('kiosk:stuckHint')}</p>
          <WhomToCall />
          <Problem failure={failure} />
        </>
      )}
    </div>
  );
}
