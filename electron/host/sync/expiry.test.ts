import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../../platform/sqlite.ts';
import { welcomed } from '../../../sync-service/test-support/contributions.ts';
import { connectKiosk, enrolDevice, startChain } from '../../../sync-service/test-support/kiosk.ts';
import {
  startTestService,
  TEST_RETENTION_MS,
  type TestService,
} from '../../../sync-service/test-support/service.ts';
import { answered, signedIn } from '../../../sync-service/test-support/staff.ts';
import { kioskDatabase } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { expectIntact, recordsIn } from '../test-support/chain.ts';
import { statement } from '../test-support/contributions.ts';
import { done, ideaFrom, openDesk, welcome } from '../test-support/host.ts';
import { allAcknowledged, enrolledKiosk, untilStatus } from '../test-support/synced.ts';

const MARK = 'Quetzalcoatlus';
const DAY_MS = 86_400_000;

/** Where any file of the kiosk still holds the words, in either case: the search index folds them. */
const filesWith = (dataFolder: string, words: string): string[] =>
  readdirSync(dataFolder).filter((name) =>
    readFileSync(join(dataFolder, name)).toString('latin1').toLowerCase().includes(words.toLowerCase()),
  );

function headersIn(dataFolder: string): string[] {
  const db = openDatabase(join(dataFolder, 'kiosk.db'), kioskDatabase);
  try {
    return db.prepare<[], string>('SELECT header FROM record ORDER BY ordinal').pluck().all();
  } finally {
    db.close();
  }
}

/** At another kiosk the person takes her consent back: her words leave the feed, and every copy of it. */
async function sayNoElsewhere(service: TestService, participantId: string): Promise<void> {
  const device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  const chain = startChain();
  const other = await connectKiosk({ url: service.url, device, chain });
  const { consents, language } = welcomed();
  const no = consents.map((consent) => ({ ...consent, given: false }));
  chain.add('participant.welcomed', { language, consents: no }, { participantId });
  expect(await other.push(chain.made)).toMatchObject({ ok: true, value: { statuses: ['stored'] } });
  other.socket.disconnect();
}

async function kioskWithHeldWords() {
  const time = { passed: 0 };
  const service = await startTestService({ now: () => Date.now() + time.passed });
  onTestFinished(() => service.close());
  const { kiosk, dataFolder } = await enrolledKiosk(service);
  await openDesk(kiosk);
  const open = await done(kiosk, 'idea:post', ideaFrom(statement(1)));
  await done(kiosk, 'participant:leave', {});
  const { id: participantId } = await welcome(kiosk);
  const idea = { ...ideaFrom(statement(2)), title: `A ${MARK}`, words: `${MARK} over the square` };
  const held = await done(kiosk, 'idea:post', idea);
  const found = await done(kiosk, 'idea:similar', { text: MARK });
  expect(found.ideas.map(({ id }) => id)).toEqual([held.id]);
  await done(kiosk, 'participant:leave', {});
  await untilStatus(kiosk, allAcknowledged);
  const asked = () => service.logged().match(/"msg":"told which words may go"/g)?.length ?? 0;
  const before = asked();
  await sayNoElsewhere(service, participantId);
  await vi.waitFor(async () => {
    const { ideas } = await done(kiosk, 'idea:list', { query: '', topicId: null, after: null, limit: 20 });
    expect(ideas.map(({ id }) => id)).not.toContain(held.id);
  });
  // It asks then whether they may go: answered before time passes, they may not.
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(before), { timeout: 12_000 });
  return { time, service, kiosk, dataFolder, open, held };
}

test('words go from every file of the kiosk once they are old and in a backup; headers and counts stay', async () => {
  const { time, service, kiosk, dataFolder, held } = await kioskWithHeldWords();
  const before = headersIn(dataFolder);
  expect(filesWith(dataFolder, MARK)).not.toEqual([]);
  await service.store.meta.backedUp({ through: Date.now() + DAY_MS });
  time.passed = TEST_RETENTION_MS + DAY_MS;
  await service.restart();
  await done(kiosk, 'sync:now', {});
  await vi.waitFor(() => expect(filesWith(dataFolder, MARK)).toEqual([]), { timeout: 12_000 });

  expect(headersIn(dataFolder)).toEqual(before);
  expect((await done(kiosk, 'idea:similar', { text: MARK })).ideas).toEqual([]);
  expect((await done(kiosk, 'kiosk:status', {})).session?.counts).toMatchObject({ ideas: 2 });
  const slip = await done(kiosk, 'receipt:find', { code: held.code });
  expect(slip.contributions).toMatchObject([{ id: held.id, words: `${MARK} over the square` }]);
  await service.stop();
  const offline = await done(kiosk, 'receipt:find', { code: held.code });
  expect(offline).toMatchObject({ asOf: 'kiosk', contributions: [{ id: held.id, words: null }] });
});

test('words go after the days that staff set for this kiosk, and what it has not sent stays', async () => {
  const { time, service, kiosk, dataFolder } = await kioskWithHeldWords();
  await service.store.meta.backedUp({ through: Date.now() + DAY_MS });
  time.passed = TEST_RETENTION_MS + 9 * DAY_MS;
  const staff = await signedIn(service, 'administrator');
  const deviceId = (await service.store.devices.list())[0]?.id ?? '';
  const shown = await answered(staff, `/api/staff/kiosks/${deviceId}`);
  const facilitators = (shown.facilitators as object[]).map((one) => ({ ...one, pin: null }));
  const keep = (retentionDays: number) =>
    staff.post('/api/staff/kiosks', { ...shown, id: deviceId, facilitators, retentionDays });
  const told = () => service.logged().match(/"chains":0,"msg":"told which words may go"/g)?.length ?? 0;
  const before = told();
  expect((await keep(30)).status).toBe(200);
  // It comes back for its settings, asks, and is told that nothing is old enough.
  await vi.waitFor(() => expect(told()).toBeGreaterThan(before), { timeout: 12_000 });
  expect(filesWith(dataFolder, MARK)).not.toEqual([]);
  await service.stop();
  await welcome(kiosk);
  const pending = await done(kiosk, 'idea:post', { ...ideaFrom(statement(5)), words: 'Archaeopteryx' });
  await service.restart();
  expect((await keep(5)).status).toBe(200);
  await vi.waitFor(() => expect(filesWith(dataFolder, MARK)).toEqual([]), { timeout: 12_000 });
  const slip = await done(kiosk, 'receipt:find', { code: pending.code });
  expect(slip.contributions).toMatchObject([{ words: 'Archaeopteryx' }]);
  expect(filesWith(dataFolder, 'Archaeopteryx')).not.toEqual([]);
});

test('words that are too young or in no backup stay', async () => {
  const { time, service, kiosk, dataFolder } = await kioskWithHeldWords();
  const told = () => service.logged().match(/"chains":\d+,"msg":"told which words may go"/g) ?? [];
  const reconnect = async () => {
    const before = told().length;
    await service.restart();
    await done(kiosk, 'sync:now', {});
    await vi.waitFor(() => expect(told().length).toBeGreaterThan(before), { timeout: 12_000 });
    expect(told().at(-1)).toContain('"chains":0,');
  };
  time.passed = TEST_RETENTION_MS + DAY_MS;
  await reconnect();
  time.passed = TEST_RETENTION_MS - DAY_MS / 2;
  await service.store.meta.backedUp({ through: Date.now() + DAY_MS });
  await reconnect();
  expectIntact(recordsIn(dataFolder));
});

test('words that the service does not have are never erased, whatever it says', async () => {
  const { service, kiosk, dataFolder, open, held } = await kioskWithHeldWords();
  await service.stop();
  await welcome(kiosk);
  const pending = await done(kiosk, 'idea:post', ideaFrom(statement(4)));
  const db = openDatabase(join(dataFolder, 'kiosk.db'), kioskDatabase);
  onTestFinished(() => void db.close());
  const store = createStore(db);
  const chainId = store.device.chainId() ?? '';
  const erased = store.records.eraseWords({ chainId, through: Number.MAX_SAFE_INTEGER, limit: 1_000 });
  expect(erased).toEqual([open.id, held.id]);
  expect(erased).not.toContain(pending.id);
});
