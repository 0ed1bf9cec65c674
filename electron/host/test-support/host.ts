/** Kiosks on real data folders, driven as the screens drive them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { v4 as uuid } from 'uuid';
import { expect, onTestFinished } from 'vitest';
import type { FeedEntry } from '../../../common/contract/feed.ts';
import type { KioskCall, KioskInput, KioskOutput } from '../../../common/contract/kiosk-api.ts';
import type { KioskConfiguration } from '../../../common/contract/sync.ts';
import type { Outcome } from '../../../common/problems.ts';
import { makeKeyPair } from '../../../platform/crypto.ts';
import type { Clock } from '../clock.ts';
import type { Kiosk } from '../compose.ts';
import { openKiosk } from '../kiosk.ts';
import { openDataFolder } from '../store/data-folder.ts';
import { createStore, type Store } from '../store/store.ts';
import { cityEntries, configuration, PIN } from './city.ts';
import type { Statement } from './contributions.ts';

export const silent: Logger = pino({ level: 'silent' });
export const serviceId = uuid();

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perron-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

/** Works on the store of a folder that no host holds. */
export function withStore<T>(folder: string, work: (store: Store) => T): T {
  const { db, close } = openDataFolder(folder);
  try {
    return work(createStore(db));
  } finally {
    close();
  }
}

/** The folder of a kiosk that was enrolled and has pulled its feed, without a service. */
export async function enrolledFolder(
  made: { configuration?: KioskConfiguration; entries?: readonly FeedEntry[] } = {},
): Promise<string> {
  const folder = temporaryFolder();
  const settings = made.configuration ?? (await configuration());
  withStore(folder, (store) => {
    store.device.saveKey(makeKeyPair());
    const { publicKey: signingKey } = makeKeyPair();
    store.device.saveEnrolment({ deviceId: uuid(), serviceId, signingKey, configuration: settings });
    store.device.startChain(uuid());
    for (const entry of made.entries ?? cityEntries()) store.documents.applyEntry({ entry, generation: 0 });
  });
  return folder;
}

export async function openHost(options: {
  dataFolder: string;
  serviceUrl?: string | null;
  carryFolder?: string;
  clock?: Clock;
  log?: Logger;
}): Promise<Kiosk> {
  const kiosk = await openKiosk({ serviceUrl: null, log: silent, ...options });
  onTestFinished(() => kiosk.close());
  return kiosk;
}

/** The value of a call that must succeed. */
export async function done<C extends KioskCall>(
  kiosk: Kiosk,
  name: C,
  input: KioskInput<C>,
): Promise<KioskOutput<C>> {
  const outcome = (await kiosk.call(name, input)) as Outcome<KioskOutput<C>>;
  expect(outcome).toMatchObject({ ok: true });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

export const consents = [
  { purpose: 'publish-words', given: true, version: 'v1', language: 'en', manner: 'touched' },
] as const;

export const ideaFrom = ({ title, words }: Statement): KioskInput<'idea:post'> => ({
  title,
  words,
  topicId: null,
  language: 'en',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'participant',
});

export const welcome = (kiosk: Kiosk) =>
  done(kiosk, 'participant:welcome', { language: 'en', consents: [...consents] });

/** Unlocked, with an open session and a participant who has agreed. */
export async function openDesk(kiosk: Kiosk): Promise<{ sessionId: string; participantId: string }> {
  await done(kiosk, 'facilitator:unlock', { pin: PIN });
  const session = await done(kiosk, 'session:open', { workshopId: null });
  const participant = await welcome(kiosk);
  return { sessionId: session.id, participantId: participant.id };
}

/** A clock that stands until it is set. */
export function settableClock(): Clock & { time: number; ticks: number } {
  const clock = { time: Date.now(), ticks: 0, now: () => clock.time, mono: () => clock.ticks };
  return clock;
}
