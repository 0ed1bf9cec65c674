/**
 * Who may help at this desk. A PIN keeps out passers-by: after five wrong ones in a row each further try
 * waits, 15 seconds at first and twice as long each time. The waits run on monotonic time and the count is
 * on the disk, so neither the clock nor a restart shortens them. After fifteen the desk stays locked until staff answer a
 * question of the kiosk, over the telephone, where the service shared a secret with it for that.
 */
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { UNLOCK_DIGITS } from '../../common/domain/unlocking.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { secretMatches } from '../../platform/argon2id.ts';
import { unlockAnswer } from '../../platform/unlock-answer.ts';
import type { Clock } from './clock.ts';
import { serial } from './serial.ts';
import type { Store } from './store/store.ts';

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
const LOCKED_AFTER = 15;

const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);

export type Facilitator = { readonly id: string; readonly name: string };

export type Facilitators = {
  unlock(given: { pin: string }): Promise<Outcome<Record<string, never>>>;
  /** Digits for staff; null as long as PINs are taken. */
  question(): string | null;
  answer(given: { answer: string }): Promise<Outcome<Record<string, never>>>;
  lock(): void;
  /** Null while the desk is locked, and once staff have taken the person off the list. */
  current(): Facilitator | null;
};

export function createFacilitators({
  store,
  clock,
  log,
  unlocked = null,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
  /** Who stands at the desk already. */
  unlocked?: Facilitator | null;
}): Facilitators {
  let unlockedId: string | null = unlocked?.id ?? null;
  /** A restart begins the current wait anew. */
  let waitingSince = clock.mono();
  // One try at a time: tries side by side would all pass before the first wrong one counts.
  const oneAtATime = serial();

  const secret = (): string | undefined => store.device.enrolment()?.configuration.unlockSecret;
  /** Without a secret nobody could answer: then the waits are all there is. */
  const question = (): string | null => (secret() === undefined ? null : store.pinAttempts.question());
  const lockOut = (): void => {
    if (secret() === undefined || store.pinAttempts.wrong() < LOCKED_AFTER) return;
    const digits = String(randomInt(10 ** UNLOCK_DIGITS)).padStart(UNLOCK_DIGITS, '0');
    store.pinAttempts.ask(digits);
    log.warn('locked out: staff are to answer');
  };

  const remainingSeconds = (): number => {
    const wait = question() === null ? waitAfter(store.pinAttempts.wrong()) : FIRST_WAIT_MS;
    return Math.ceil(Math.max(0, waitingSince + wait - clock.mono()) / 1_000);
  };

  const matching = async (pin: string): Promise<Facilitator | null> => {
    for (const { id, name, pinHash } of store.device.enrolment()?.configuration.facilitators ?? []) {
      try {
        if (await secretMatches(pin, pinHash)) return { id, name };
      } catch (error) {
        log.error({ facilitatorId: id, err: error }, 'this PIN hash cannot be read');
      }
    }
    return null;
  };

  const tryPin = async (pin: string): Promise<Outcome<Record<string, never>>> => {
    if (store.device.enrolment() === null) return problem('not-enrolled');
    if (question() !== null) return problem('pin-locked');
    const paused = remainingSeconds();
    if (paused > 0) return problem('pin-paused', { retryAfterSeconds: paused });
    // Counted before it is checked: pulling the plug in between wins no free try.
    const wrong = store.pinAttempts.wrong() + 1;
    store.pinAttempts.setWrong(wrong);
    const facilitator = await matching(pin);
    if (facilitator === null) {
      waitingSince = clock.mono();
      log.warn({ wrong }, 'wrong PIN');
      lockOut();
      if (question() !== null) return problem('pin-locked');
      const retryAfterSeconds = remainingSeconds();
      return problem('pin-wrong', retryAfterSeconds > 0 ? { retryAfterSeconds } : {});
    }
    store.pinAttempts.forget();
    unlockedId = facilitator.id;
    log.info({ facilitatorId: facilitator.id }, 'desk unlocked');
    return success({});
  };

  const tryAnswer = (answer: string): Outcome<Record<string, never>> => {
    const [shared, asked] = [secret(), question()];
    if (shared === undefined || asked === null) return success({});
    const paused = remainingSeconds();
    if (paused > 0) return problem('pin-paused', { retryAfterSeconds: paused });
    if (answer !== unlockAnswer({ secret: shared, question: asked })) {
      waitingSince = clock.mono();
      log.warn('wrong answer');
      return problem('answer-wrong', { retryAfterSeconds: remainingSeconds() });
    }
    store.pinAttempts.forget();
    log.info('staff have answered: PINs are taken again');
    return success({});
  };

  return {
    question,
    answer: ({ answer }) => oneAtATime(async () => tryAnswer(answer)),
    unlock: ({ pin }) => oneAtATime(() => tryPin(pin)),
    lock() {
      unlockedId = null;
    },
    current() {
      if (unlockedId === null) return null;
      const known = store.device.enrolment()?.configuration.facilitators.find(({ id }) => id === unlockedId);
      return known ? { id: known.id, name: known.name } : null;
    },
  };
}
