/** Digits by touch or by keyboard, sent to the host; after a wrong try it counts down until the next. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { DIGITS, Keypad } from '../../components/Keypad.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useAction } from '../../use-action.ts';
import { useNow } from '../../use-now.ts';
import { Problem } from '../Problem.tsx';

export function DigitForm({
  min,
  max,
  shown,
  action,
  send,
}: {
  min: number;
  max: number;
  /** Whether the digits are no secret. */
  shown: boolean;
  action: string;
  send: (digits: string) => Promise<Answer<unknown>>;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [pausedUntil, setPausedUntil] = useState(0);
  const now = useNow(500);
  const sending = useAction(async (digits: string) => {
    const answer = await send(digits);
    if (!answer.ok) {
      setTyped('');
      if ('retryAfterSeconds' in answer && answer.retryAfterSeconds !== undefined)
        setPausedUntil(Date.now() + answer.retryAfterSeconds * 1_000);
    }
    return answer;
  });
  const { clear, failure } = sending;
  const seconds = Math.ceil((pausedUntil - now) / 1_000);
  const paused = seconds > 0;

  useEffect(() => {
    if (!paused && failure?.problem === 'pin-paused') clear();
  }, [paused, failure, clear]);

  const enter = () => {
    if (typed.length >= min && !paused) sending.run(typed);
  };
  return (
    <div className="unlock">
      <div className="pin" role="status" aria-label={t('facilitator:pinDigits', { count: typed.length })}>
        {Array.from({ length: Math.max(min, typed.length) }, (_, place) => `place-${place}`).map(
          (key, place) => (
            <span
              key={key}
              className={shown ? 'digit' : place < typed.length ? 'pin-digit pin-typed' : 'pin-digit'}
              aria-hidden="true"
            >
              {shown ? typed[place] : null}
            </span>
          ),
        )}
      </div>
      <Keypad
        keys={DIGITS}
        label={t('facilitator:keypad')}
        eraseLabel={t('kiosk:erase')}
        onKey={(key) => setTyped((before) => (before.length < max ? before + key : before))}
        onErase={() => setTyped((before) => before.slice(0, -1))}
        onEnter={enter}
        listening
      />
      <Button look="primary" busy={sending.busy} isDisabled={typed.length < min || paused} onPress={enter}>
        {action}
      </Button>
      {paused ? (
        <Notice tone="warning" title={t(`problems:${failure?.problem ?? 'pin-paused'}`)}>
          <p>{t('kiosk:tryAgainIn', { count: seconds })}</p>
        </Notice>
      ) : failure !== null ? (
        <Problem
          failure={'retryAfterSeconds' in failure ? { ok: false, problem: failure.problem } : failure}
        />
      ) : null}
    </div>
  );
}
