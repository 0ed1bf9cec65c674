/** What every store must do with what staff took along. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXPORT_KINDS } from '../../../common/domain/export-columns.ts';
import { readRecord } from '../../services/batches.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { ExportedContribution, ExportFilterOfKind } from '../contributions.ts';
import type { NewExport } from '../exports.ts';
import type { Store } from '../store.ts';
import { NOW, type OpenStore, openWithKiosk } from './opened.ts';

const CODE = 'D'.repeat(22);
const FILE = {
  rows: 3,
  bytes: 100,
  sha256: 'a'.repeat(64),
  notes: [{ note: 'titles-shortened', count: 2 }],
} as const;

export function exportContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const accountId = newId();
  const everything = {
    consultationId: scope,
    sessionId: null,
    kind: null,
    state: null,
    language: null,
    from: null,
    to: null,
  };

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'exporter' },
    }));
  });
  afterEach(() => end());

  const take = async (at: number, filter: Partial<NewExport['filter']> = {}): Promise<string> => {
    const id = newId();
    await store.exports.add(
      {
        id,
        at,
        accountId,
        token: null,
        fileName: 'f.csv',
        filter: { ...everything, ...filter },
        columns: ['id'],
      },
      { at, accountId, action: 'consultation.exported', subject: scope, detail: 'csv' },
    );
    await store.exports.end({ id, at, file: FILE });
    return id;
  };
  const page = (toTell: boolean) => store.exports.page({ toTell, words: [], before: null, limit: 99 });
  const toTell = async () => (await page(true)).map(({ id }) => id);

  /** Said at NOW, in French, by one person in a session; `append` sends what was added since at an instant. */
  const visit = () => {
    const chain = startChain();
    const of = { participantId: newId(), sessionId: newId() };
    chain.add('participant.welcomed', welcomed(), of);
    const said = chain.add('idea', idea(scope, { title: 'Trees', language: 'fr' }), of).id;
    const other = chain.add('comment', comment(scope, said), of).id;
    chain.add('support', support(scope, newId()), of);
    let sent = 0;
    const append = async (receivedAt: number, withhold: readonly number[] = []) => {
      const lines = chain.made.slice(sent).filter((_, index) => !withhold.includes(sent + index));
      sent = chain.made.length;
      await store.records.append({ deviceId, records: lines.map(readRecord), receivedAt });
    };
    const slip = () => chain.add('receipt.issued', { codeDigest: CODE }, of);
    const takeBack = (contributionId: string | null) =>
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId });
    return { chain, said, other, append, slip, takeBack, sessionId: of.sessionId };
  };

  describe('exports', () => {
    test('tell who took what and when, the newest first, and stand in the log', async () => {
      const first = await take(NOW);
      const second = newId();
      const filter = { ...everything, kind: 'idea', state: 'held', language: 'fr', from: 1, to: 2 } as const;
      await store.exports.add(
        {
          id: second,
          at: NOW + 1,
          accountId,
          token: null,
          fileName: 'g.xlsx',
          filter,
          columns: ['id', 'title'],
        },
        { at: NOW + 1, accountId, action: 'consultation.exported', subject: scope, detail: 'xlsx' },
      );
      const [newest, oldest, ...more] = await page(false);
      expect(newest).toMatchObject({ id: second, at: NOW + 1, by: 'Ann', fileName: 'g.xlsx', filter });
      expect(newest).toMatchObject({ columns: ['id', 'title'], file: null, takenBack: [], told: null });
      expect([oldest?.id, oldest?.file, more]).toEqual([first, FILE, []]);
      expect(await store.exports.find(second)).toEqual(newest);
      expect(await store.exports.find(newId())).toBeNull();
      const before = newest?.ordinal ?? 0;
      expect(await store.exports.page({ toTell: false, words: [], before, limit: 1 })).toEqual([oldest]);
      expect((await store.staff.audit({ before: null, limit: 1 }))[0]).toMatchObject({
        detail: 'xlsx',
        by: 'Ann',
      });
    });

    test('count what a filter lets through by language and origin', async () => {
      await visit().append(NOW);
      await store.contributions.importIdeas({
        ideas: ['fr', 'nl'].map((language) => ({
          id: newId(),
          consultationId: scope,
          topicId: null,
          title: 'Bomen',
          words: 'Meer bomen.',
          language,
          at: NOW,
          supports: 0,
          state: 'published',
          attribution: 'elsewhere',
        })),
        receivedAt: NOW,
      });
      const ideas = { ...everything, kind: 'idea' } as const;
      expect(await store.contributions.exportedLanguages({ ...ideas, state: 'published' })).toEqual([
        { language: 'fr', origin: 'import', count: 1 },
        { language: 'fr', origin: 'kiosk', count: 1 },
        { language: 'nl', origin: 'import', count: 1 },
      ]);
      expect(await store.contributions.exportedLanguages({ ...ideas, from: NOW + 1 })).toEqual([]);
    });

    test('let through what fits a filter, page by page, and count as much', async () => {
      const [one, two] = [visit(), visit()];
      await one.append(NOW);
      await two.append(NOW + 5);
      const decided = { note: '', at: NOW + 9, accountId } as const;
      const refused = { decision: 'refused', reason: 'duplicate', turn: newId(), ids: [one.other] } as const;
      await store.moderation.decide({ ...decided, ...refused });
      const held = { decision: 'held', reason: null, turn: newId(), ids: [two.said] } as const;
      await store.moderation.decide({ ...decided, ...held });
      const read = async (filter: ExportFilterOfKind) => {
        const found: ExportedContribution[] = [];
        for (;;) {
          const after = found.at(-1)?.id ?? null;
          const page = await store.contributions.exported({ filter, after, limit: 1 });
          if (page.length === 0) return found;
          found.push(...page);
        }
      };
      for (const kind of EXPORT_KINDS) {
        const all = await read({ ...everything, kind });
        expect(all).toHaveLength(2);
        for (const sessionId of [null, one.sessionId, two.sessionId, newId()])
          for (const state of [null, 'published', 'held', 'refused'] as const)
            for (const from of [null, NOW + 5]) {
              const filter = { ...everything, kind, sessionId, state, from };
              const fits = all.filter(
                (row) =>
                  (sessionId === null || row.sessionId === sessionId) &&
                  (state === null || row.state === state) &&
                  (from === null || row.receivedAt >= from),
              );
              expect(await read(filter)).toEqual(fits);
              expect(await store.contributions.exportedCount(filter)).toBe(fits.length);
            }
      }
    });

    test('name what was taken back since, until its holder was told, and again for what is taken back later', async () => {
      const { said, other, append, slip, takeBack } = visit();
      slip();
      await append(NOW);
      const taken = await take(NOW + 10);
      expect(await toTell()).toEqual([]);
      takeBack(said);
      await append(NOW + 20);
      const later = await take(NOW + 30);
      expect(await toTell()).toEqual([taken]);
      expect((await store.exports.find(taken))?.takenBack).toEqual([
        { id: said, kind: 'idea', at: NOW + 20 },
      ]);
      expect((await store.exports.find(later))?.takenBack).toEqual([]);
      const told = { id: taken, at: NOW + 40, accountId };
      expect(await store.exports.tell({ ...told, through: NOW + 20 })).toBe(true);
      expect(await toTell()).toEqual([]);
      expect((await store.exports.find(taken))?.told).toEqual({ at: NOW + 40, by: 'Ann' });
      takeBack(null);
      await append(NOW + 50);
      expect((await toTell()).toSorted()).toEqual([taken, later].toSorted());
      expect((await store.exports.find(taken))?.takenBack.map(({ id }) => id)).toEqual([other, said]);
      expect((await store.exports.find(taken))?.told).toBeNull();
      await store.exports.tell({ ...told, through: NOW + 50 });
      await store.exports.tell({ ...told, through: 0 });
      expect(await toTell()).toContain(taken);
      expect((await store.staff.audit({ before: null, limit: 1 }))[0]).toMatchObject({
        action: 'export.not-told',
      });
      expect(await store.exports.tell({ ...told, id: newId(), through: 1 })).toBe(false);
    });

    test('are narrowed as their file was', async () => {
      const { said, append, slip, takeBack, sessionId } = visit();
      slip();
      await append(NOW);
      const holding = [
        await take(NOW + 1, { consultationId: null, sessionId }),
        await take(NOW + 1, { kind: 'idea', language: 'fr', state: 'published', from: NOW, to: NOW + 1 }),
      ];
      for (const filter of [
        { consultationId: newId() },
        { sessionId: newId() },
        { kind: 'comment' },
        { language: 'nl' },
        { state: 'refused' },
        { from: NOW + 1 },
        { to: NOW },
      ] as const)
        await take(NOW + 1, filter);
      const turn = newId();
      const refusal = { decision: 'refused', reason: 'duplicate', note: '', turn, ids: [said] } as const;
      await store.moderation.decide({ ...refusal, at: NOW + 2, accountId });
      const refused = await take(NOW + 3, { state: 'refused' });
      await take(NOW + 3, { state: 'published' });
      takeBack(said);
      await append(NOW + 10);
      expect((await toTell()).toSorted()).toEqual([...holding, refused].toSorted());
    });

    test('hold words that went only when the slip’s record came, and none that went as they came', async () => {
      const { chain, append, slip, takeBack, said } = visit();
      await append(NOW);
      const index = chain.made.length;
      const slipLines = slip().lines;
      takeBack(said);
      await append(NOW + 10, [index]);
      const taken = await take(NOW + 20);
      await store.records.append({ deviceId, records: [readRecord(slipLines)], receivedAt: NOW + 30 });
      expect((await store.exports.find(taken))?.takenBack).toEqual([
        { id: said, kind: 'idea', at: NOW + 30 },
      ]);
      const participantId = JSON.parse(chain.made[0]?.header ?? '').participantId;
      const late = chain.add('idea', idea(scope), { participantId });
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: late.id });
      await append(NOW + 40);
      expect((await store.exports.find(taken))?.takenBack).toHaveLength(1);
    });

    test('know the sessions of which they may hold something', async () => {
      const [one, two] = [visit(), visit()];
      await one.append(NOW);
      await two.append(NOW + 5);
      expect(await store.exports.sessionsIn(everything)).toEqual([one.sessionId, two.sessionId].toSorted());
      expect(await store.exports.sessionsIn({ ...everything, to: NOW + 1 })).toEqual([one.sessionId]);
      expect(await store.exports.sessionsIn({ ...everything, consultationId: newId() })).toEqual([]);
    });
  });
}
