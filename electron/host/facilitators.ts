/**
 * Who may help at this desk. A PIN keeps out passers-by: after five wrong ones in a row each further try
 * waits, 15 seconds at first and twice as long each time. The waits run on monotonic time and the count is
 * on the disk, so neither the clock nor a restart shortens them.
 */
import type { Logger } from 'pino';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { secretMatches } from '../../platform/argon2id.ts';
import type { Clock } from './clock.ts';
import { serial } from './serial.ts';
import type { Store } from './store/store.ts';

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;

const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);

export type Facilitator = { readonly id: string; readonly name: string };

export type Facilitators = {
  unlock(given: { pin: string }): Promise<Outcome<Record<string, never>>>;
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

  const remainingSeconds = (): number => {
    const wait = waitAfter(store.pinAttempts.wrong());
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
    const paused = remainingSeconds();
    if (paused > 0) return problem('pin-paused', { retryAfterSeconds: paused });
    // Counted before it is checked: pulling the plug in between wins no free try.
    const wrong = store.pinAttempts.wrong() + 1;
    store.pinAttempts.setWrong(wrong);
    const facilitator = await matching(pin);
    if (facilitator === null) {
      waitingSince = clock.mono();
      log.warn({ wrong }, 'wrong PIN');
      const retryAfterSeconds = remainingSeconds();
      return problem('pin-wrong', retryAfterSeconds > 0 ? { retryAfterSeconds } : {});
    }
    store.pinAttempts.setWrong(0);
    unlockedId = facilitator.id;
    log.info({ facilitatorId: facilitator.id }, 'desk unlocked');
    return success({});
  };

  return {
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
