import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FeedCursor, KioskFeedEntry } from '../../common/contract/feed.ts';
import { receiptAnswer } from '../../common/contract/receipts.ts';
import { pullAnswer } from '../../common/contract/sync.ts';
import { anchorId } from '../../platform/crypto.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { comment, idea, newId, support, welcomed } from '../test-support/contributions.ts';
import {
  call,
  connectKiosk,
  enrolDevice,
  startChain,
  type TestChain,
  type TestDevice,
  type TestKiosk,
} from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

let service: TestService;
let device: TestDevice;
let chain: TestChain;
let kiosk: TestKiosk;
const participantId = newId();

beforeEach(async () => {
  service = await startTestService();
  device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
  chain = startChain();
  kiosk = await connectKiosk({ url: service.url, device, chain });
});
afterEach(async () => {
  kiosk.socket.disconnect();
  await service.close();
});

const pull = async (cursor: FeedCursor | null, limit = 1_000) => {
  const answer = await kiosk.pull({ cursor, limit });
  if (!answer.ok) throw new Error(answer.problem);
  return pullAnswer.parse(answer.value);
};
const pullAll = async (from: FeedCursor | null, limit: number) => {
  const entries: KioskFeedEntry[] = [];
  const resets: boolean[] = [];
  let cursor = from;
  for (;;) {
    const page = await pull(cursor, limit);
    entries.push(...page.entries);
    resets.push(page.reset);
    cursor = page.cursor;
    if (!page.more) return { entries, resets, cursor };
  }
};
const post = async (ideas: number, words = 'Il fait trop chaud.') => {
  const from = chain.made.length;
  chain.add('participant.welcomed', welcomed(), { participantId });
  for (let i = 0; i < ideas; i += 1) {
    chain.add('idea', idea(service.consultation.id, { title: `Idée ${i}`, words }), { participantId });
  }
  await kiosk.push(chain.made.slice(from));
};

test('a snapshot comes in pages, the first of which resets; then only what is newer', async () => {
  await post(25);
  const { entries, resets, cursor } = await pullAll(null, 10);
  expect(resets).toEqual([true, false, false]);
  expect(entries.map(({ kind }) => kind)).toEqual(['consultation', ...Array(25).fill('idea')]);
  expect(await pull(cursor)).toEqual({ reset: false, entries: [], cursor, more: false });
  await post(1);
  const news = await pull(cursor);
  expect([news.reset, news.entries.length, news.more]).toEqual([false, 1, false]);
});

test('a cursor of another epoch, scope or future brings a snapshot', async () => {
  const { cursor } = await pull(null);
  for (const other of [
    { ...cursor, epoch: newId() },
    { ...cursor, scope: newId() },
    { ...cursor, position: cursor.position + 1 },
  ]) {
    expect(await pull(other)).toMatchObject({ reset: true, cursor });
  }
});

test('a page stays below a quarter of a mebibyte or so', async () => {
  await post(80, 'é'.repeat(5_000));
  const page = await pull(null);
  expect(page.more).toBe(true);
  expect(Buffer.byteLength(JSON.stringify(page.entries))).toBeLessThan(300_000);
  expect((await pullAll(null, 1_000)).entries).toHaveLength(81);
});

test('a tombstone reaches who had the document, and not who starts from nothing', async () => {
  await post(1);
  const { cursor } = await pull(null);
  chain.add('participant.welcomed', welcomed(false), { participantId });
  await kiosk.push(chain.made.slice(-1));
  expect((await pull(cursor)).entries).toEqual([{ kind: 'idea', id: expect.any(String), document: null }]);
  expect((await pull(null)).entries.map(({ kind }) => kind)).toEqual(['consultation']);
});

test('kiosks are told of news, also of what another process changed', async () => {
  const { cursor } = await pull(null);
  const told = new Promise<{ position: number }>((resolve) => {
    kiosk.socket.on('feed:hint', (hint) => {
      if (hint.position > cursor.position) resolve(hint);
    });
  });
  const title = { fr: 'Le parc' };
  const elsewhere = openSqliteStore({ file: service.databaseFile });
  await elsewhere.city.save([{ kind: 'consultation', document: { ...service.consultation, title } }]);
  await elsewhere.close();
  const { position } = await told;
  const news = await pull(cursor);
  expect(news.cursor.position).toBe(position);
  expect(news.entries).toMatchObject([{ kind: 'consultation', document: { title } }]);
});

test('a slip brings back what its person contributed, and guessing is slowed down', async () => {
  await post(1);
  const own = chain.made.length;
  const ideaId = JSON.parse(chain.made[1]?.header ?? '').id as string;
  chain.add('support', support(service.consultation.id, ideaId), { participantId });
  chain.add('receipt.issued', { codeDigest: 'C'.repeat(22) }, { participantId });
  await kiosk.push(chain.made.slice(own));
  const found = await call(kiosk.socket, 'receipt:find', { codeDigest: 'C'.repeat(22) });
  if (!found.ok) throw new Error(found.problem);
  expect(receiptAnswer.parse(found.value).contributions).toMatchObject([
    { kind: 'idea', title: 'Idée 0', state: 'published', supports: 1 },
    { kind: 'support', title: 'Idée 0', supports: 1 },
  ]);
  const guesses = [];
  for (let i = 0; i < 21; i += 1) {
    guesses.push(await call(kiosk.socket, 'receipt:find', { codeDigest: 'D'.repeat(22) }));
  }
  expect(guesses[19]).toEqual({ ok: true, value: { contributions: [] } });
  expect(guesses[20]).toMatchObject({ ok: false, problem: 'rate-limited' });
});

test('layers of consent, first names and the city’s look reach kiosks of protocol 2 alone', async () => {
  const further = [{ purpose: 'show-first-name' as const, wording: { fr: 'Mon prénom.' } }];
  const look = { name: 'Liège', colours: null, logo: null };
  const document = { ...service.consultation, further, look, actions: ['idea' as const, 'comment' as const] };
  await service.store.city.save([{ kind: 'consultation', document }]);
  const named = newId();
  const consents = welcomed().consents;
  const layer = { ...consents[0], purpose: 'show-first-name' as const } as (typeof consents)[number];
  chain.add(
    'participant.welcomed',
    { language: 'fr', consents: [...consents, layer], firstName: 'Aïcha' },
    { participantId: named },
  );
  const { id } = chain.add('idea', idea(service.consultation.id), { participantId: named });
  chain.add('comment', comment(service.consultation.id, id), { participantId: named });
  await kiosk.push(chain.made.slice(-3));
  const seenBy = async (one: TestKiosk) => JSON.stringify(await one.pull({ cursor: null, limit: 99 }));
  expect(await seenBy(kiosk)).not.toMatch(/"(further|privacy|author|look|actions)"/);
  const newer = await connectKiosk({ url: service.url, device, chain, encodings: ['zstd'] });
  const seen = await seenBy(newer);
  expect(seen.match(/"author":"Aïcha"/g)).toHaveLength(2);
  expect(seen).toContain('"purpose":"show-first-name"');
  expect(seen).toContain('"name":"Liège"');
  const { consultation, store } = service;
  await store.city.save([{ kind: 'consultation', document: { ...consultation, reviewFirst: true } }]);
  expect(await seenBy(kiosk)).not.toContain('reviewFirst');
  expect(await seenBy(newer)).toContain('"reviewFirst":true');
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  newer.socket.disconnect();
});

test('what the city decided reaches kiosks of protocol 2, and those of protocol 1 without a key they do not know', async () => {
  await post(2);
  const from = chain.made.length;
  const [answered, refused] = [1, 2].map((at) => JSON.parse(chain.made[at]?.header ?? '').id as string);
  chain.add('receipt.issued', { codeDigest: 'D'.repeat(22) }, { participantId });
  await kiosk.push(chain.made.slice(from));
  const accountId = newId();
  await service.store.staff.addAccount({
    id: accountId,
    name: 'Ann',
    role: 'moderator',
    passwordHash: 'x',
    createdAt: 1,
  });
  const by = { at: 2, accountId };
  const answer = { state: 'planned' as const, text: { fr: 'En juin.' } };
  await service.store.answers.give({ target: { id: answered ?? '', kind: 'idea' }, answer, ...by });
  await service.store.moderation.decide({
    ids: [refused ?? ''],
    decision: 'refused',
    reason: 'off-topic',
    note: '',
    turn: newId(),
    ...by,
  });
  const slip = { codeDigest: 'D'.repeat(22) };
  const seenBy = async (one: TestKiosk) =>
    JSON.stringify([
      await one.pull({ cursor: null, limit: 9 }),
      await call(one.socket, 'receipt:find', slip),
    ]);
  expect(await seenBy(kiosk)).not.toMatch(/"(answer|reason|target)"/);
  const newer = await connectKiosk({ url: service.url, device, chain, encodings: ['zstd'] });
  const feed = await newer.pull({ cursor: null, limit: 9 });
  const ideas = feed.ok ? feed.value.entries.filter(({ kind }) => kind === 'idea') : [];
  expect(ideas).toMatchObject([{ id: answered, document: { answer: { ...answer, at: 2 } } }]);
  const found = await call(newer.socket, 'receipt:find', slip);
  expect(found.ok && receiptAnswer.parse(found.value).contributions).toMatchObject([
    { id: answered, state: 'published', answer },
    { id: refused, state: 'refused', reason: 'off-topic' },
  ]);
  newer.socket.disconnect();
});

test('a slip says what came after the end, or perhaps did, to kiosks of protocol 2 alone', async () => {
  await post(1);
  const from = chain.made.length;
  const id = JSON.parse(chain.made[1]?.header ?? '').id as string;
  const codeDigest = 'D'.repeat(22);
  chain.add('receipt.issued', { codeDigest }, { participantId });
  const readBack = { authorship: 'verbatim', readBack: 'aloud', language: 'fr', title: 'Autre' } as const;
  chain.add('contribution.corrected', {
    codeDigest,
    contributionId: id,
    replaces: id,
    words: 'Autrement dit.',
    ...readBack,
  });
  const anchor = anchorId(kiosk.welcome.anchor.statement);
  chain.add('support', support(service.consultation.id, id), { participantId, anchor });
  await kiosk.push(chain.made.slice(from));
  const { opensAt } = service.consultation;
  const ended = { ...service.consultation, closesAt: opensAt + 1 };
  await service.store.city.save([{ kind: 'consultation', document: ended }]);
  const newer = await connectKiosk({ url: service.url, device, chain, encodings: ['zstd'] });
  const behind = async (one: TestKiosk) => {
    const found = await call(one.socket, 'receipt:find', { codeDigest });
    if (!found.ok) throw new Error(found.problem);
    return receiptAnswer.parse(found.value).contributions;
  };
  expect(await behind(newer)).toEqual([
    expect.objectContaining({
      id,
      words: 'Il fait trop chaud.',
      state: 'held',
      timing: 'doubtful',
      correctionTiming: 'doubtful',
    }),
    expect.objectContaining({ kind: 'support', state: 'held', supports: 0, timing: 'late' }),
  ]);
  const older = await behind(kiosk);
  expect(older).toMatchObject([{ id, state: 'held' }]);
  expect(JSON.stringify(older)).not.toMatch(/iming|contested/);
  newer.socket.disconnect();
});
