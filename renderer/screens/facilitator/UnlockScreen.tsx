/** The facilitator's PIN, by touch or by keyboard; after too many wrong ones it counts down. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { DIGITS, Keypad } from '../../components/Keypad.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useNow } from '../../use-now.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';

const MIN = 4;
const MAX = 12;

export function UnlockScreen() {
  const { t } = useTranslation();
  const { host } = useKiosk();
  const [pin, setPin] = useState('');
  const [pausedUntil, setPausedUntil] = useState(0);
  const now = useNow(500);
  const unlock = useAction(async (tried: string) => {
    const answer = await host.call('facilitator:unlock', { pin: tried });
    if (!answer.ok) {
      setPin('');
      if ('retryAfterSeconds' in answer && answer.retryAfterSeconds !== undefined)
        setPausedUntil(Date.now() + answer.retryAfterSeconds * 1_000);
    }
    return answer;
  });
  const { clear, failure } = unlock;
  const seconds = Math.ceil((pausedUntil - now) / 1_000);
  const paused = seconds > 0;

  useEffect(() => {
    if (!paused && failure?.problem === 'pin-paused') clear();
  }, [paused, failure, clear]);

  const enter = () => {
    if (pin.length >= MIN && !paused) unlock.run(pin);
  };
  return (
    <Screen title={t('facilitator:unlockTitle')} lead={t('facilitator:unlockLead')} width="narrow">
      <div className="unlock">
        <div className="pin" role="status" aria-label={t('facilitator:pinDigits', { count: pin.length })}>
          {Array.from({ length: Math.max(MIN, pin.length) }, (_, place) => `place-${place}`).map(
            (key, place) => (
              <span key={key} className={place < pin.length ? 'pin-digit pin-typed' : 'pin-digit'} />
            ),
          )}
        </div>
        <Keypad
          keys={DIGITS}
          label={t('facilitator:keypad')}
          eraseLabel={t('kiosk:erase')}
          onKey={(key) => setPin((before) => (before.length < MAX ? before + key : before))}
          onErase={() => setPin((before) => before.slice(0, -1))}
          onEnter={enter}
          listening
        />
        <Button look="primary" busy={unlock.busy} isDisabled={pin.length < MIN || paused} onPress={enter}>
          {t('facilitator:unlock')}
        </Button>
        {paused ? (
          <Notice
            tone="warning"
            title={t(failure?.problem === 'pin-wrong' ? 'problems:pin-wrong' : 'problems:pin-paused')}
          >
            <p>{t('kiosk:tryAgainIn', { count: seconds })}</p>
          </Notice>
        ) : failure !== null ? (
          <Problem
            failure={failure.problem === 'pin-wrong' ? { ok: false, problem: 'pin-wrong' } : failure}
          />
        ) : null}
      </div>
    </Screen>
  );
}
