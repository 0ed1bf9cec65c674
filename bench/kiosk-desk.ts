/** Drives a kiosk's host as its screens do: by calls of KioskApi. */
import pino from 'pino';
import type { KioskStatus } from '../common/contract/kiosk/kiosk.ts';
import type { KioskCall, KioskInput, KioskOutput } from '../common/contract/kiosk-api.ts';
import type { Outcome } from '../common/problems.ts';
import type { Kiosk } from '../electron/host/compose.ts';
import { openKiosk } from '../electron/host/kiosk.ts';
import type { Statement } from '../electron/host/store/fixtures/similar/labelled-set.ts';
import { typedIdea } from './contributions.ts';

export const PIN = '246810';
const GIVE_UP_AFTER_MS = 600_000;

export const openQuietKiosk = (options: { dataFolder: string; serviceUrl: string | null }): Promise<Kiosk> =>
  openKiosk({ ...options, log: pino({ level: 'silent' }) });

/** The value of a call that must succeed. */
export async function done<C extends KioskCall>(
  kiosk: Kiosk,
  name: C,
  input: KioskInput<C>,
): Promise<KioskOutput<C>> {
  const outcome = (await kiosk.call(name, input)) as Outcome<KioskOutput<C>>;
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** An unlocked desk with an open session and a participant who agreed. */
export async function openDesk(kiosk: Kiosk): Promise<void> {
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  await done(kiosk, 'session:open', { workshopId: null });
  await done(kiosk, 'participant:welcome', {
    language: 'en',
    consents: [{ purpose: 'publish-words', given: true, version: 'v1', language: 'en', manner: 'touched' }],
  });
}

export const ideaInput = (statement: Statement): KioskInput<'idea:post'> => ({
  ...typedIdea(statement),
  topicId: null,
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
});

/** Resolves as soon as the host tells of a status that fits. */
export async function untilStatus(kiosk: Kiosk, fits: (status: KioskStatus) => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the kiosk did not get there in time')),
      GIVE_UP_AFTER_MS,
    );
    const look = (status: KioskStatus) => {
      if (!fits(status)) return;
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = kiosk.onStatus(look);
    done(kiosk, 'kiosk:status', {}).then(look, reject);
  });
}
