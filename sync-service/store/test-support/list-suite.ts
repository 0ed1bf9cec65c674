/** What every store must do for the lists that staff page through and search. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventDocument, ProposalDocument } from '../../../common/contract/feed.ts';
import { searchWords } from '../../../common/domain/folded-text.ts';
import { CLOCK_OFF_MS, LOW_BYTES, SILENT_MS } from '../../../common/domain/kiosk-condition.ts';
import { newId } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { DevicePlace } from '../devices.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { appendAll, inPages, NOW, type OpenStore, openCity } from './opened.ts';

const MANY = 1_000;
const LIMIT = 137;
/** All of a list, page by page. */
const whole = <T>(page: (last: T | null) => Promise<readonly T[]>): Promise<T[]> => inPages(page, LIMIT);

export function listContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  test('accounts come by name, each once, and by the words of their names', async () => {
    const names = Array.from({ length: MANY }, (_, nth) => `Agent ${String(nth).padStart(4, '0')}`);
    names.push('Zoé Élan', 'ØRSTED Łukasz', 'ΑΘΗΝΑ', 'Ирина', 'مُحَمَّد', '100 %', 'Straße', 'İlknur');
    const role = 'reader' as const;
    const added = names.map((name) =>
      store.staff.addAccount({ id: newId(), name, role, passwordHash: 'x', createdAt: NOW }),
    );
    expect(await Promise.all(added)).toEqual(names.map(() => true));
    const found = async (query: string) => {
      const words = searchWords(query);
      const page = (after: string) => store.staff.accountPage({ words, after, limit: LIMIT });
      return (await whole<{ name: string }>((last) => page(last?.name ?? ''))).map(({ name }) => name);
    };
    expect(new Set(await found(''))).toEqual(new Set(names));
    expect(await found('')).toHaveLength(names.length);
    expect(await found('agent 042')).toEqual([names[42], ...names.slice(420, 430)]);
    expect(await found('elan ZOE')).toEqual(['Zoé Élan']);
    expect(await found('lukasz')).toEqual([]);
    expect(await found('łukasz ørsted')).toEqual(['ØRSTED Łukasz']);
    for (const [query, name] of [
      ['αθηνα', 'ΑΘΗΝΑ'],
      ['ИРИНА', 'Ирина'],
      ['محمد', 'مُحَمَّد'],
      ['ilknur', 'İlknur'],
      ['STRAßE', 'Straße'],
    ] as const)
      expect(await found(query), query).toEqual([name]);
    expect(await found('100 %')).toEqual(['100 %', 'Agent 0100']);
    expect(await found("nobody' OR 1=1 --")).toEqual([]);
  });

  test('proposals and events come in their order, each once, of one consultation or all, and by their words', async () => {
    const other = testConsultation(NOW);
    await store.city.save([{ kind: 'consultation', document: other }]);
    const proposals = Array.from(
      { length: MANY },
      (_, nth): ProposalDocument => ({
        id: newId(),
        consultationId: nth % 10 === 0 ? other.id : scope,
        topicId: null,
        title: { fr: `Piste n° ${nth}`, en: `Track no. ${nth}` },
        text: { fr: nth === 7 ? 'Le long de la Meuse, jusqu’à Herstal' : 'Plus de pistes' },
        supports: 0,
        comments: 0,
      }),
    );
    const events = Array.from(
      { length: MANY },
      (_, nth): EventDocument => ({
        id: newId(),
        consultationId: nth % 10 === 0 ? other.id : scope,
        kind: 'workshop',
        title: { fr: `Atelier ${nth}` },
        place: nth === 7 ? 'Salle « Éburons »' : 'Chiroux',
        // Several at once: their ids say which comes first.
        startsAt: NOW + Math.floor(nth / 3) * 1_000,
        endsAt: NOW + Math.floor(nth / 3) * 1_000 + 500,
      }),
    );
    await store.city.save([
      ...proposals.map((document) => ({ kind: 'proposal' as const, document })),
      ...events.map((document) => ({ kind: 'event' as const, document })),
    ]);
    const proposalIds = (query: string, consultationId: string | null) =>
      whole<ProposalDocument>((last) =>
        store.answers.proposalPage({
          words: searchWords(query),
          consultationId,
          after: last?.id ?? '',
          limit: LIMIT,
        }),
      ).then((all) => all.map(({ id }) => id));
    expect(await proposalIds('', null)).toEqual(proposals.map(({ id }) => id).sort());
    expect(await proposalIds('', other.id)).toHaveLength(MANY / 10);
    expect(await proposalIds('HERSTAL piste', scope)).toEqual([proposals[7]?.id]);
    expect(await proposalIds('Herstal', other.id)).toEqual([]);
    expect((await store.answers.proposal(proposals[3]?.id ?? ''))?.title).toEqual(proposals[3]?.title);
    expect(await store.answers.proposal(newId())).toBeNull();

    const eventIds = (
      query: string,
      { consultationId = null, around = null }: Partial<Parameters<Store['city']['eventPage']>[0]> = {},
    ) =>
      whole<EventDocument>((last) =>
        store.city.eventPage({
          words: searchWords(query),
          consultationId,
          around,
          after: last,
          limit: LIMIT,
        }),
      ).then((all) => all.map(({ id }) => id));
    const inOrder = events.toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
    expect(await eventIds('')).toEqual(inOrder.map(({ id }) => id));
    expect(await eventIds('', { consultationId: other.id })).toHaveLength(MANY / 10);
    expect(await eventIds('eburons')).toEqual([events[7]?.id]);
    expect(await eventIds('', { around: { from: NOW + 400, to: NOW + 1_000 } })).toHaveLength(6);
    expect(await eventIds('', { around: { from: NOW - 2, to: NOW - 1 } })).toEqual([]);
    expect((await store.city.event(events[3]?.id ?? ''))?.title).toEqual(events[3]?.title);
    expect(await store.city.event(proposals[0]?.id ?? '')).toBeNull();

    const consultations = await store.city.consultationPage({ words: [], after: '', limit: LIMIT });
    expect(consultations.map(({ id }) => id)).toEqual([scope, other.id].sort());
    expect(await store.city.consultationPage({ words: ['xyz'], after: '', limit: LIMIT })).toEqual([]);
  });

  describe('kiosks', () => {
    const at = NOW + SILENT_MS;
    const pageOf =
      (condition: { at: number; online: ReadonlySet<string> }, query = '') =>
      (after: DevicePlace | null) =>
        store.devices.page({ words: searchWords(query), condition, after, limit: LIMIT });

    test('that are in trouble come first, then in the order in which they were let in, each once', async () => {
      const ids: string[] = [];
      for (let nth = 0; nth < 300; nth += 1) ids.push(await addDevice({ store, scope, now: NOW + nth }));
      const [offClock, fullDisk, silent, back, shutOut] = [17, 250, 33, 34, 35].map((nth) => ids[nth] ?? '');
      const report = { version: '1', pending: 0, clockOffset: 0, disk: null };
      const told = (deviceId: string | undefined, changes: object, when: number) =>
        store.devices.report({ deviceId: deviceId ?? '', report: { ...report, ...changes }, at: when });
      await told(offClock, { clockOffset: -CLOCK_OFF_MS }, at);
      await told(fullDisk, { disk: { freeBytes: LOW_BYTES - 1, totalBytes: LOW_BYTES } }, at);
      await told(
        ids[1],
        { clockOffset: CLOCK_OFF_MS - 1, disk: { freeBytes: LOW_BYTES, totalBytes: LOW_BYTES } },
        at,
      );
      for (const one of [silent, back, shutOut]) await told(one, {}, NOW);
      const revocation = { at: NOW, reason: 'lost', lastTrustedSeq: null } as const;
      await store.devices.revoke({ deviceId: shutOut ?? '', revocation });
      const condition = { at, online: new Set([back ?? '']) };
      const all = await whole(pageOf(condition));
      const troubled = [offClock, silent, fullDisk];
      expect(all.map(({ id }) => id)).toEqual([...troubled, ...ids.filter((id) => !troubled.includes(id))]);
      expect(all.filter((one) => one.troubled).map(({ id }) => id)).toEqual(troubled);
      expect(await store.devices.troubled(condition)).toBe(3);
      expect((await store.devices.among([ids[9] ?? '', ids[2] ?? '', newId()])).map(({ id }) => id)).toEqual([
        ids[2],
        ids[9],
      ]);
    });

    test('and their sessions are found by name and place', async () => {
      const deviceId = await addDevice({ store, scope, now: NOW });
      const device = await store.devices.find(deviceId);
      const configuration = { ...device?.configuration, name: 'Borne 7', place: 'Médiathèque' };
      const account = {
        id: newId(),
        name: 'Ann',
        role: 'administrator',
        passwordHash: 'x',
        createdAt: NOW,
      } as const;
      await store.staff.addAccount(account);
      const change = { deviceId, configuration, retentionDays: null, at: NOW, accountId: account.id };
      await store.devices.configure(change as Parameters<Store['devices']['configure']>[0]);
      const workshop: EventDocument = {
        id: newId(),
        consultationId: scope,
        kind: 'workshop',
        title: { fr: 'Le carré', en: 'The square' },
        place: 'Library',
        startsAt: NOW,
        endsAt: NOW + 1,
      };
      await store.city.save([{ kind: 'event', document: workshop }]);
      const sessionIds: string[] = [];
      for (const workshopId of [workshop.id, null]) {
        const [sessionId, chain] = [newId(), startChain()];
        const opened = { consultationId: scope, facilitatorId: newId(), workshopId };
        chain.add('session.opened', opened, { sessionId });
        await appendAll({ store, deviceId }, chain.made);
        sessionIds.unshift(sessionId);
      }
      const kiosks = async (query: string) =>
        (await whole(pageOf({ at: NOW, online: new Set() }, query))).map(({ id }) => id);
      const sessions = async (query: string) => {
        const found = await store.sessions.page({ words: searchWords(query), before: null, limit: LIMIT });
        return found.map(({ id }) => id);
      };
      expect(await kiosks('mediatheque borne')).toEqual([deviceId]);
      expect(await kiosks('piscine')).toEqual([]);
      expect(await sessions('mediatheque')).toEqual(sessionIds);
      expect(await sessions('CARRE square')).toEqual([sessionIds[1]]);
      expect(await sessions('piscine')).toEqual([]);
    });
  });
}
