/** What every store must do for lists that only grow, and that staff page through and search. Run by each store's own test. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { searchWords } from '../../../common/domain/folded-text.ts';
import { activity } from '../../services/activity.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { HeldPlace } from '../quarantine.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { appendAll, inPages, NOW, type OpenStore, openWithKiosk, statusesOf } from './opened.ts';

const LIMIT = 7;
const MANY = 40;

export function searchedLogContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const accountId = newId();
  const numbered = Array.from({ length: MANY }, (_, nth) => nth);
  const whole = <T>(page: (last: T | null) => Promise<readonly T[]>) => inPages(page, LIMIT);

  beforeEach(async () => {
    const account = { id: accountId, role: 'administrator' } as const;
    ({ store, deviceId, end } = await openWithKiosk(open, { consultation, account }));
  });
  afterEach(() => end());

  test('records in quarantine come with what waits first, each once though staff decide meanwhile, and by their words', async () => {
    const sessionId = newId();
    const [at, elsewhere] = [deviceId, await addDevice({ store, scope, now: NOW })];
    const found = await store.devices.find(elsewhere);
    await store.devices.configure({
      deviceId: elsewhere,
      configuration: { ...(found?.configuration ?? fail()), name: 'Borne Éburons', place: 'Musée' },
      retentionDays: null,
      at: NOW,
      accountId,
    });
    for (const sender of [at, elsewhere]) {
      const chain = startChain();
      for (const odd of numbered.slice(0, MANY / 2))
        chain.add('participant.left', { odd } as never, { sessionId });
      const rules = await statusesOf({ store, deviceId: sender }, chain.made);
      expect(rules).toEqual(numbered.slice(0, MANY / 2).map(() => 'payload-invalid'));
    }
    const page = (query: string, after: HeldPlace | null) =>
      store.quarantine.page({ words: searchWords(query), after, limit: LIMIT });
    const placeOf = (last: { id: number; decision: string | null } | null) =>
      last && { id: last.id, decided: last.decision !== null };
    const list = (query = '') =>
      whole<{ id: number; decision: string | null }>((last) => page(query, placeOf(last)));
    const all = (await list()).map(({ id }) => id);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(new Set(all).size).toBe(MANY);
    expect((await list('eburons MUSEE')).map(({ id }) => id)).toEqual(all.slice(0, MANY / 2));
    expect(await list(`left ${sessionId.slice(0, 8)}`)).toHaveLength(MANY);
    expect(await list('left right')).toEqual([]);

    // As a reader who has the first page: what was decided meanwhile comes at the end, nothing is left out.
    const [first] = await page('', null);
    for (const id of [first?.id ?? 0, all[20] ?? 0])
      expect(await store.quarantine.keepOut({ id, at: NOW, accountId })).toBe(true);
    const rest = await whole<{ id: number; decision: string | null }>((last) =>
      page('', last ? placeOf(last) : { decided: false, id: all[LIMIT - 1] ?? 0 }),
    );
    expect(rest.map(({ id }) => id)).toEqual([
      ...all.slice(LIMIT).filter((id) => id !== all[20]),
      all[0],
      all[20],
    ]);

    const said = startChain();
    for (const odd of ['Un BANC à l’École', 'NUL \u0000 banc', `banc${'x'.repeat(20_000)}`])
      said.add('participant.left', { odd } as never, { sessionId });
    await statusesOf({ store, deviceId: at }, said.made);
    expect(await list('ecole banc'), 'by its words').toHaveLength(1);
  });

  test('what staff took comes the newest first, and by the words of the file, the holder and the consultation', async () => {
    const ids: string[] = [];
    for (const nth of numbered) {
      const byProgram = nth % 2 === 0;
      const taken = { id: newId(), at: NOW + nth, fileName: `perron-${nth}.csv`, columns: ['id'] };
      const filter = { kind: null, state: null, language: null, from: null, to: null };
      const of = { sessionId: null, consultationId: nth % 4 === 0 ? scope : null };
      const holder = byProgram ? { accountId: null, token: 'Spiègle' } : { accountId, token: null };
      const action = 'consultation.exported';
      await store.exports.add(
        { ...taken, ...holder, filter: { ...filter, ...of } },
        { at: NOW, accountId: holder.accountId, action, subject: scope, detail: 'csv' },
      );
      ids.unshift(taken.id);
    }
    const list = async (query = '', toTell = false) =>
      (
        await whole<{ id: string; ordinal: number }>((last) =>
          store.exports.page({
            ...{ toTell, words: searchWords(query), limit: LIMIT },
            before: last?.ordinal ?? null,
          }),
        )
      ).map(({ id }) => id);
    expect(await list()).toEqual(ids);
    expect(await list('', true)).toEqual([]);
    expect(await list('perron-39')).toEqual([ids[0]]);
    expect(await list('spiegle')).toHaveLength(MANY / 2);
    expect(await list('ann csv')).toHaveLength(MANY / 2);
    const title = Object.values(consultation.title)[0] ?? '';
    expect(await list(title)).toHaveLength(MANY / 4);
    expect(await list(`${title} ann`)).toEqual([]);
  });

  test('the log is found by who it was, what it was done to and from where, also far back and together with a filter', async () => {
    for (const nth of numbered)
      await store.staff.log({
        ...{ at: NOW + nth, accountId: nth % 2 === 0 ? accountId : null },
        ...{ action: 'kiosk.revoked', subject: `Borne ${nth}`, detail: nth === 3 ? 'Égarée' : '' },
      });
    const log = activity({ store });
    const list = async (asked: { query?: string; by?: string; from?: number }) => {
      const subjects: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page: Awaited<ReturnType<typeof log.list>> = await log.list({
          ...{ query: '', limit: LIMIT, after: after ?? undefined },
          ...asked,
        });
        expect(page.entries.length).toBeLessThanOrEqual(LIMIT);
        subjects.push(...page.entries.map(({ subject }) => subject));
        after = page.next;
      }
      return subjects;
    };
    const all = numbered.toReversed().map((nth) => `Borne ${nth}`);
    expect(await list({})).toEqual(all);
    expect(await list({ query: 'egaree' })).toEqual(['Borne 3']);
    expect(await list({ query: 'ANN' })).toEqual(all.filter((_, nth) => nth % 2 === 1));
    expect(await list({ query: 'borne 1', by: accountId })).toEqual(
      all.filter((subject, nth) => nth % 2 === 1 && subject.includes('1')),
    );
    expect(await list({ query: 'borne', by: 'nobody', from: NOW + 35 })).toEqual([
      'Borne 39',
      'Borne 37',
      'Borne 35',
    ]);
    expect(await list({ query: 'nowhere' })).toEqual([]);
    const [newest] = await store.staff.audit({ before: null, limit: 1 });
    const since = await store.staff.audit({ before: null, after: (newest?.id ?? 0) - 2, limit: LIMIT });
    expect(since.map(({ subject }) => subject)).toEqual(['Borne 39', 'Borne 38']);
  });

  test('the log calls an idea, a kiosk and what the city says by their names, and is found by them', async () => {
    const chain = startChain();
    const of = { sessionId: newId(), participantId: newId() };
    chain.add('participant.welcomed', welcomed(), of);
    const said = chain.add('idea', idea(scope, { title: 'Des hêtres', language: 'fr' }), of).id;
    await appendAll({ store, deviceId }, chain.made);
    for (const subject of [said, deviceId, scope, newId(), 'somebody'])
      await store.staff.log({ at: NOW, accountId, action: 'contribution.held', subject, detail: '' });
    const named = async (query: string) =>
      (await activity({ store }).list({ query, limit: LIMIT })).entries.map((entry) => entry.named);
    const all = [null, null, consultation.title, { und: 'k' }, { fr: 'Des hêtres' }];
    expect(await named('')).toEqual(all);
    expect(await named('HETRES ann')).toEqual([{ fr: 'Des hêtres' }]);
    expect(await named(Object.values(consultation.title)[0] ?? '')).toEqual([consultation.title]);
  });

  test('tokens come the newest first, and by their names; kiosks by id', async () => {
    const kiosks = [deviceId];
    for (const nth of numbered) {
      const token = { id: newId(), tokenDigest: `${nth}`, name: `Spiègle ${nth}`, scopes: [] };
      await store.apiTokens.add({ ...token, expiresAt: null, at: NOW, accountId });
      kiosks.push(await addDevice({ store, scope, now: NOW }));
    }
    const tokens = async (query = '') =>
      (
        await whole<{ name: string; ordinal: number }>((last) =>
          store.apiTokens.page({
            ...{ words: searchWords(query), limit: LIMIT },
            before: last?.ordinal ?? null,
          }),
        )
      ).map(({ name }) => name);
    expect(await tokens()).toEqual(numbered.toReversed().map((nth) => `Spiègle ${nth}`));
    expect(await tokens('spiegle ann 39')).toEqual(['Spiègle 39']);
    expect(await tokens('benno')).toEqual([]);
    const byId = await whole<{ id: string }>((last) =>
      store.devices.pageById({ words: [], after: last?.id ?? '', limit: LIMIT }),
    );
    expect(byId.map(({ id }) => id)).toEqual(kiosks.sort());
    expect(await store.devices.pageById({ words: ['xyz'], after: '', limit: LIMIT })).toEqual([]);
  });

  test('sessions are narrowed to those in which somebody contributed to a consultation', async () => {
    const other = testConsultation(NOW);
    await store.city.save([{ kind: 'consultation', document: other }]);
    const sessions: string[] = [];
    for (const make of [
      () => ['idea', idea(scope)] as const,
      () => ['support', support(scope, newId())] as const,
      () => ['comment', comment(other.id, newId())] as const,
    ]) {
      const [of, chain] = [{ sessionId: newId(), participantId: newId() }, startChain()];
      chain.add('participant.welcomed', welcomed(), of);
      const [kind, payload] = make();
      chain.add(kind, payload as never, of);
      await appendAll({ store, deviceId }, chain.made);
      sessions.unshift(of.sessionId);
    }
    const within = async (consultationId?: string) =>
      (await store.sessions.page({ words: [], before: null, consultationId, limit: LIMIT })).map(
        ({ id }) => id,
      );
    expect(await within()).toEqual(sessions);
    expect(await within(scope)).toEqual(sessions.slice(1));
    expect(await within(other.id)).toEqual(sessions.slice(0, 1));
    expect(await within(newId())).toEqual([]);
  });
}

function fail(): never {
  throw new Error('not there');
}
