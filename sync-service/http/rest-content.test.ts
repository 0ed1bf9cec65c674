import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedEntry } from '../../common/contract/feed.ts';
import { type RestOutput, type RestRoute, restRoutes } from '../../common/contract/rest-api.ts';
import { connectKiosk } from '../test-support/kiosk.ts';
import { ask, makeToken } from '../test-support/rest.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import {
  answered,
  json,
  type PushedSession,
  pushSession,
  type Staff,
  signedIn,
} from '../test-support/staff.ts';

let service: TestService;
let admin: Staff;
let token: string;
let pushed: PushedSession;
const CODE = 'C'.repeat(22);

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
  token = await makeToken(admin, ['published', 'moderation', 'administration', 'export'], {
    name: 'Platform',
  });
  pushed = await pushSession(service, {
    ideas: ['Benches', 'Insult', 'Trees', 'Fountain'].map((title) => ({ title })),
  });
});
afterAll(() => service.close());

/** What a route answered, held to what it declares. */
async function read<R extends RestRoute>(route: R, query = '', path: string = restRoutes[route].path) {
  const answer = await ask(service, token, path + query);
  expect(answer.status, path).toBe(200);
  const body = await json(answer);
  restRoutes[route].output?.parse(body);
  return body as RestOutput<R>;
}
const of = (more = '') => `?consultationId=${service.consultation.id}${more}`;

/** The loop of docs/API.md. */
async function mirror(copy: Map<string, FeedEntry['document']>, after: string | null): Promise<string> {
  for (let next = after, seen: Set<string> | null = null; ; ) {
    const page: RestOutput<'listChanges'> = await read(
      'listChanges',
      of(`&limit=2${next === null ? '' : `&after=${next}`}`),
    );
    if (page.reset) seen = new Set();
    for (const { kind, id, document } of page.items) {
      const key = `${kind}/${id}`;
      if (document === null) copy.delete(key);
      else copy.set(key, document);
      seen?.add(key);
    }
    next = page.next;
    if (page.more) continue;
    if (seen !== null) for (const key of copy.keys()) if (!seen.has(key)) copy.delete(key);
    return next;
  }
}

test('a mirror holds what is published, follows each change, and starts over after a restore', async () => {
  const [benches, insult, trees] = pushed.ideaIds as [string, string, string];
  const copy = new Map<string, FeedEntry['document']>();
  let next = await mirror(copy, null);
  expect([...copy.keys()].filter((key) => key.startsWith('idea/'))).toHaveLength(4);
  expect(copy.get(`idea/${benches}`)).toMatchObject({ title: 'Benches', supports: 1, comments: 1 });
  expect(await read('listChanges', of(`&after=${next}`))).toMatchObject({
    reset: false,
    items: [],
    more: false,
  });

  await admin.post('/api/staff/moderation', { ids: [insult], decision: 'refused', reason: 'hurtful' });
  const answer = { targetId: trees, targetKind: 'idea', state: 'planned', text: { fr: 'En juin' } };
  await admin.post('/api/staff/answers', answer);
  next = await mirror(copy, next);
  expect(copy.has(`idea/${insult}`)).toBe(false);
  expect(copy.get(`idea/${trees}`)).toMatchObject({ answer: { state: 'planned', text: { fr: 'En juin' } } });

  const { chain, device } = pushed;
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const { participantId } = JSON.parse(chain.made[2]?.header ?? '') as { participantId: string };
  const before = chain.made.length;
  chain.add('receipt.issued', { codeDigest: CODE }, { participantId });
  chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: benches });
  await kiosk.push(chain.made.slice(before));
  kiosk.socket.disconnect();
  next = await mirror(copy, next);
  expect(copy.has(`idea/${benches}`), 'withdrawn').toBe(false);

  await service.stop();
  await service.restart();
  expect((await read('listChanges', of(`&after=${next}`))).reset, 'the same service').toBe(false);
  const [position, , scope] = next.split('.');
  for (const foreign of [`${position}.${crypto.randomUUID()}.${scope}`, '9999.nonsense', `99999${next}`]) {
    copy.set('idea/gone', copy.get(`idea/${trees}`) ?? null);
    await mirror(copy, foreign);
    expect(copy.has('idea/gone'), foreign).toBe(false);
    expect(copy.has(`idea/${trees}`), foreign).toBe(true);
  }
});

test('what is published comes page by page, and nobody’s identity with it', async () => {
  const shown: unknown[] = [];
  for (let after = '', pages = 0; ; pages += 1) {
    const page = await read('listContributions', of(`&limit=1${after}`));
    shown.push(...page.items);
    if (page.next === null) {
      expect(pages).toBe(2);
      break;
    }
    after = `&after=${page.next}`;
  }
  const [, insult, trees, fountain] = pushed.ideaIds as [string, string, string, string];
  expect(shown).toMatchObject([
    { kind: 'idea', id: trees, title: 'Trees', answer: { state: 'planned' } },
    { kind: 'idea', id: fountain, title: 'Fountain', topicId: 'green', language: 'fr' },
    { kind: 'comment', targetKind: 'idea' },
  ]);
  expect((await read('listContributions', of('&kind=comment'))).items).toHaveLength(1);
  expect((await read('listContributions', of('&language=nl'))).items).toEqual([]);
  expect((await read('listSupports', of())).items).toEqual([
    { targetId: trees, targetKind: 'idea', supports: 0, supportsAlone: 0 },
    { targetId: fountain, targetKind: 'idea', supports: 0, supportsAlone: 0 },
  ]);
  expect((await read('listAnswers', of())).items).toEqual([
    {
      targetId: trees,
      targetKind: 'idea',
      state: 'planned',
      text: { fr: 'En juin' },
      at: expect.any(Number),
    },
  ]);
  const everything = [shown, await read('listModeratedContributions', of('&limit=200'))];
  const { participantId } = JSON.parse(pushed.chain.made[2]?.header ?? '') as { participantId: string };
  expect(JSON.stringify(everything)).not.toContain(participantId);
  expect(JSON.stringify(shown)).not.toContain(insult);
});

test('what the city says is there with its counts, by consultation', async () => {
  const consultationId = service.consultation.id;
  const made = await json(
    await admin.post('/api/staff/proposals', {
      id: null,
      consultationId,
      topicId: null,
      title: { en: 'Shade' },
      text: { en: 'Forty trees.' },
    }),
  );
  const { id } = made.value as { id: string };
  await admin.post('/api/staff/events', {
    id: null,
    consultationId,
    kind: 'talk',
    title: { en: 'Talk' },
    place: 'Chiroux',
    startsAt: 5,
    endsAt: 6,
  });
  await admin.post('/api/staff/answers', { targetId: id, targetKind: 'proposal', state: 'done', text: {} });
  expect((await read('listConsultations')).items).toEqual([service.consultation]);
  expect(await read('showConsultation', '', `/api/v1/consultations/${consultationId}`)).toEqual(
    service.consultation,
  );
  expect((await read('listProposals', of())).items).toMatchObject([
    { id, supports: 0, answer: { state: 'done' } },
  ]);
  expect((await read('listEvents', of())).items).toMatchObject([{ kind: 'talk', place: 'Chiroux' }]);
  expect((await read('listSupports', of('&targetKind=proposal'))).items).toMatchObject([{ targetId: id }]);
  await admin.post('/api/staff/answers', { targetId: id, targetKind: 'proposal', state: null, text: {} });
  expect((await read('listAnswers', of())).items.at(-1)).toMatchObject({ targetId: id, state: null });
});

test('words that are not published come to those who moderate, and empty once they were taken back', async () => {
  const { items } = await read('listModeratedContributions', of());
  expect(items).toMatchObject([
    { title: '', words: '', state: 'withdrawn' },
    { title: 'Insult', state: 'refused', decision: 'refused', reason: 'hurtful' },
    { title: 'Trees', state: 'published', decision: null },
    { title: 'Fountain' },
    { kind: 'comment', target: { kind: 'idea' } },
  ]);
  expect((await read('listModeratedContributions', of('&state=refused'))).items).toHaveLength(1);
});

test('whoever moderates elsewhere sees each decision once, and a foreign cursor begins anew', async () => {
  const [, insult, trees] = pushed.ideaIds as [string, string, string];
  const all = new Map<string, string>();
  let next = '';
  for (let more = true; more; ) {
    const page: RestOutput<'listModerationChanges'> = await read(
      'listModerationChanges',
      of(`&limit=2${next && `&after=${next}`}`),
    );
    for (const { id, state } of page.items) all.set(id, state);
    ({ next, more } = page);
  }
  const { items } = await read('listModeratedContributions', of());
  expect([...all].sort()).toEqual(items.map(({ id, state }) => [id, state]).sort());
  await admin.post('/api/staff/moderation', { ids: [trees], decision: 'held' });
  const news = await read('listModerationChanges', of(`&after=${next}`));
  expect(news).toMatchObject({
    reset: false,
    more: false,
    items: [{ id: trees, state: 'held', decision: 'held' }],
  });
  expect(await read('listModerationChanges', of(`&after=${news.next}`))).toMatchObject({ items: [] });
  await admin.post('/api/staff/moderation', { ids: [trees], decision: 'published' });
  const foreign = await read('listModerationChanges', of(`&after=9999${next}`));
  expect(foreign.reset).toBe(true);
  expect(foreign.items.map(({ id }) => id)).toContain(insult);
});

test('sessions come with their proof and kiosks with their last contact', async () => {
  const { items, next } = await read('listSessions', '?limit=1');
  expect([items, next]).toMatchObject([
    [{ id: pushed.sessionId, completeness: { verdict: 'complete', received: 10 } }],
    null,
  ]);
  expect(await read('showSession', '', `/api/v1/sessions/${pushed.sessionId}`)).toEqual(items[0]);
  expect((await read('listKiosks')).items).toMatchObject([{ id: pushed.deviceId, name: 'Library kiosk' }]);
});

test('an export stands in the log under the token’s name', async () => {
  const answer = await ask(service, token, `/api/v1/contributions/export${of('&format=jsonl')}`);
  expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = (await answer.text()).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { title: string }).title)).toContain('Trees');
  const [taken] = (await read('listExports', '?limit=1')).items;
  expect(taken).toMatchObject({ by: 'Platform', file: { rows: lines.length }, takenBack: [] });
  expect(await read('showManifest', '', `/api/v1/exports/${taken?.id}/manifest`)).toMatchObject({
    takenBy: 'Platform',
    file: taken?.file,
    sessions: [{ id: pushed.sessionId, verdict: 'complete' }],
  });
  expect((await answered(admin, '/api/staff/audit?limit=1')).entries).toMatchObject([
    {
      action: 'consultation.exported',
      subject: service.consultation.id,
      by: null,
      detail: 'API: Platform; jsonl',
    },
  ]);
});
