/**
 * Somebody alone with a kiosk tries one PIN after the other, kills it, starts it over and sets its clock. It has no network
 * meanwhile; staff answer over the telephone.
 */
import { PIN } from '../../../bench/kiosk-desk.ts';
import { json, signedIn } from '../../../sync-service/test-support/staff.ts';
import { besideService } from '../../service.ts';
import type { Verdict } from '../../verdict.ts';
import type { World } from '../../world.ts';

const WRONG = '000000';
const FREE_TRIES = 5;
const LOCKED_AFTER = 15;
const SECOND_MS = 1_000;
const FIRST_WAIT_S = 15;
const HOUR_MS = 3_600 * SECOND_MS;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** Seconds after so many wrong ones in a row. */
const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : FIRST_WAIT_S * 2 ** (wrong - FREE_TRIES);

/** One kiosk for all rounds: what staff answered once must not do again. */
export async function startPinGuesser({
  world,
  verdict,
}: {
  readonly world: World;
  readonly verdict: Verdict;
}) {
  const { random, service } = world;
  let on = world.startProcess();
  const kiosk = await world.addKiosk(on);
  const id = await besideService(service, async ({ store }) => (await store.devices.list())[0]?.id);
  let lastAnswer = '00000000';

  const startOver = async (): Promise<void> => {
    await on.child.kill();
    on = world.startProcess();
    const opened = await kiosk.open(on, null);
    if (!opened?.ok) throw new Error(`the kiosk did not open again: ${JSON.stringify(opened)}`);
    verdict.count('wrong PINs: kiosks killed in between');
  };
  const setClock = (offset: number): void => {
    on.child.order({ fault: 'clock', offset });
    verdict.count('wrong PINs: clocks set in between');
  };
  const pass = (ms: number): void => on.child.order({ fault: 'pass', ms });
  const guess = async (pin: string) => {
    const outcome = await kiosk.call('facilitator:unlock', { pin });
    if (outcome === null) throw new Error(`the kiosk died: ${on.child.said()}`);
    if (pin === WRONG) verdict.count('wrong PINs tried');
    return outcome;
  };
  /** What helps nobody who has to wait. */
  const disturb = async (): Promise<void> => {
    if (random() < 0.4) await startOver();
    if (random() < 0.6) setClock(Math.round((random() - 0.5) * 20 * YEAR_MS));
  };
  const told = (what: string, outcome: unknown) => () => `${what} was answered ${JSON.stringify(outcome)}`;

  async function waitOut(): Promise<void> {
    const tries = FREE_TRIES + 1 + Math.floor(random() * 5);
    for (let wrong = 1; wrong <= tries; wrong += 1) {
      const refused = await guess(WRONG);
      const wait = waitAfter(wrong);
      const isRight =
        !refused.ok && refused.problem === 'pin-wrong' && (refused.retryAfterSeconds ?? 0) === wait;
      verdict.check('pin-waits', isRight, told(`wrong PIN ${wrong}`, refused));
      const since = performance.now();
      if (wrong === FREE_TRIES) await startOver();
      if (wrong === FREE_TRIES + 1) setClock(YEAR_MS);
      await disturb();
      if (wait > 0) {
        pass((wait * SECOND_MS) / 2);
        const early = await guess(PIN);
        // On a machine that stood still so long, the wait may be over.
        const isEarly = performance.now() - since < (wait * SECOND_MS) / 2;
        const isPaused = !early.ok && early.problem === 'pin-paused';
        verdict.check('pin-waits', isPaused || !isEarly, told(`the right PIN, early after ${wrong}`, early));
        if (early.ok) return;
      }
      pass(wait * SECOND_MS);
    }
    const taken = await guess(PIN);
    verdict.check('pin-waits', taken.ok, told('the right PIN after the wait', taken));
  }

  async function askStaff(question: string): Promise<string> {
    const admin = await besideService(service, ({ store }) =>
      signedIn({ url: service.url, store }, 'administrator'),
    );
    const { value } = await json(await admin.post('/api/staff/kiosks/answer', { id, question }));
    return (value as { answer: string }).answer;
  }

  const checkLocked = async (): Promise<void> => {
    const shut = await guess(PIN);
    verdict.check(
      'pin-locks',
      !shut.ok && shut.problem === 'pin-locked',
      told('the right PIN of a locked desk', shut),
    );
  };

  async function lockOut(): Promise<void> {
    await startOver();
    for (let wrong = 1; wrong < LOCKED_AFTER; wrong += 1) {
      await guess(WRONG);
      pass(HOUR_MS);
    }
    const last = await guess(WRONG);
    verdict.check(
      'pin-locks',
      !last.ok && last.problem === 'pin-locked',
      told('the fifteenth wrong PIN', last),
    );
    const question = (await kiosk.status())?.pinQuestion ?? null;
    if (question === null) return;
    await disturb();
    await checkLocked();
    await startOver();
    pass(24 * HOUR_MS);
    await checkLocked();
    const stale = await kiosk.call('facilitator:answer', { answer: lastAnswer });
    verdict.check(
      'pin-locks',
      stale?.ok === false && stale.problem === 'answer-wrong',
      told('an answer to another question', stale),
    );
    pass(FIRST_WAIT_S * SECOND_MS);
    lastAnswer = await askStaff(question);
    const opened = await kiosk.call('facilitator:answer', { answer: lastAnswer });
    const taken = await guess(PIN);
    verdict.check(
      'pin-locks',
      opened?.ok === true && taken.ok,
      told('the PIN after the answer of staff', taken),
    );
    verdict.count('desks locked and opened by telephone');
  }

  return async (): Promise<void> => {
    await waitOut();
    await lockOut();
  };
}
