/** What every store must erase for its age, and what it must keep. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RETENTION_KINDS, type RetentionKind } from '../../../common/domain/retention.ts';
import { readRecord } from '../../services/batches.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { appendAll, feedOf, NOW, type OpenStore, openWithKiosk } from './opened.ts';

const LATER = NOW + 1_000;
const CODE = 'D'.repeat(22);
/** In everything that a person says. */
const SAID = 'marked-words';
const SEALED = 'bWFya2Vk';

export function retentionContract(open: OpenStore): void {
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
      account: { id: accountId, role: 'administrator' },
    }));
  });
  afterEach(() => end());

  /** One person who says all that one can, at an instant of the service's clock. */
  const visit = async (receivedAt: number) => {
    const chain = startChain();
    const of = { participantId: newId(), sessionId: newId() };
    const [consent] = welcomed().consents;
    if (consent === undefined) throw new Error('a welcome has a consent');
    const consents = [consent, { ...consent, purpose: 'show-first-name' as const }];
    chain.add('participant.welcomed', { ...welcomed(), consents, firstName: SAID }, of);
    chain.add('contact.sealed', { preference: 'phone', language: 'fr', sealed: SEALED }, of);
    const said = chain.add('idea', idea(scope, { title: SAID, words: SAID }), of).id;
    const other = chain.add('comment', { ...comment(scope, said), words: SAID }, of).id;
    const { words: _, title: __, topicId: ___, ...unsaid } = idea(scope);
    const hidden = chain.add('idea.sealed', { ...unsaid, sealed: SEALED, topicId: null }, of).id;
    chain.add('support', support(scope, said), of);
    chain.add('receipt.issued', { codeDigest: CODE }, of);
    chain.add('contribution.corrected', {
      codeDigest: CODE,
      contributionId: said,
      replaces: said,
      title: `${SAID} again`,
      words: SAID,
      language: 'fr',
      authorship: 'verbatim',
      readBack: 'aloud',
    });
    await appendAll({ store, deviceId }, chain.made, receivedAt);
    return { ...of, said, other, hidden };
  };
  const erase = async (kind: RetentionKind, { run = newId(), at = LATER, limit = 100 } = {}) =>
    store.retention.erase({ run, kind, olderThan: NOW + 1, at, limit });
  const exported = () =>
    store.contributions.exported({ filter: { ...everything, kind: null }, after: null, limit: 99 });
  const shown = async (sessionId: string) =>
    JSON.stringify([
      await feedOf(store, { scope }),
      await exported(),
      await store.sessions.contributions({ sessionId, after: 0, limit: 99 }),
      await store.moderation.page({ queue: 'held', words: [], after: null, limit: 99 }),
    ]);

  describe('retention', () => {
    test('keeps everything until a time is set, and the times stand in the log', async () => {
      expect([...(await store.retention.times())]).toEqual([]);
      await store.retention.set({ kind: 'words', days: 30, at: NOW, accountId });
      await store.retention.set({ kind: 'words', days: 90, at: NOW, accountId });
      await store.retention.set({ kind: 'audit', days: 365, at: NOW, accountId });
      await store.retention.set({ kind: 'audit', days: null, at: NOW, accountId });
      expect([...(await store.retention.times())]).toEqual([['words', 90]]);
      const [last, , , first] = await store.staff.audit({ before: null, limit: 4 });
      expect(first).toMatchObject({ action: 'retention.set', subject: 'words', detail: '30', by: 'Ann' });
      expect(last).toMatchObject({ action: 'retention.set', subject: 'audit', detail: '' });
    });

    test('erases words that are too old everywhere, and leaves an empty contribution and its header', async () => {
      const { said, other, sessionId } = await visit(NOW);
      expect(await shown(sessionId)).toContain(SAID);
      const facts = await store.sessions.find(sessionId);
      expect(await store.retention.count({ kind: 'words', olderThan: NOW + 1 })).toBe(2);
      expect(await erase('words')).toBe(2);
      // The first name stays as long as the contact does: it is part of what the person agreed to.
      await erase('contacts');
      await erase('sealed-words');
      expect(await shown(sessionId)).not.toContain(SAID);
      expect(await store.retention.count({ kind: 'words', olderThan: NOW + 1 })).toBe(0);
      expect(await exported()).toMatchObject([
        { id: said, title: '', words: '', author: null, state: 'withdrawn' },
        { id: other, words: '', author: null, state: 'withdrawn' },
      ]);
      const after = await store.sessions.find(sessionId);
      expect(after).toMatchObject({ ideas: facts?.ideas ?? -1, comments: facts?.comments ?? -1 });
      expect(await store.contributions.withdrawnOn(deviceId)).toEqual(expect.arrayContaining([said, other]));
    });

    test('leaves what is younger, and what was gathered elsewhere', async () => {
      const young = await visit(NOW + 1);
      const foreign = newId();
      await store.contributions.importIdeas({
        ideas: [
          {
            id: foreign,
            consultationId: scope,
            topicId: null,
            title: SAID,
            words: SAID,
            language: 'fr',
            at: 0,
            supports: 0,
            state: 'published',
            attribution: 'elsewhere',
          },
        ],
        receivedAt: NOW,
      });
      for (const kind of RETENTION_KINDS) expect(await erase(kind), kind).toBe(0);
      const all = await exported();
      expect(all.map(({ id, words }) => [id, words])).toEqual([
        [foreign, SAID],
        [young.said, SAID],
        [young.other, SAID],
      ]);
      expect(await store.retention.reports({ before: null, limit: 9 })).toEqual([]);
    });

    test('erases what is sealed by its own kind', async () => {
      const { participantId, hidden } = await visit(NOW);
      const contacts = () => store.feedback.contacts({ participantIds: [participantId], at: NOW, accountId });
      const sealed = async () =>
        (await store.personalData.sealed({ after: 0, limit: 9 })).map(({ id }) => id);
      expect(await erase('contacts')).toBe(1);
      expect(await contacts()).toEqual([]);
      expect(await sealed()).toEqual([hidden]);
      expect(await erase('sealed-words')).toBe(1);
      expect(await sealed()).toEqual([]);
    });

    test('erases what people told about themselves where the city counts it, too', async () => {
      const chain = startChain();
      const told = { consultationId: scope, sealed: SEALED };
      chain.add('statistics.sealed', told, { participantId: newId(), sessionId: newId() });
      await store.records.append({ deviceId, records: chain.made.map(readRecord), receivedAt: NOW });
      const open = () =>
        store.statistics.open({ consultationId: scope, after: '', limit: 9, at: NOW, accountId });
      expect(await open()).toEqual([SEALED]);
      expect(await erase('contacts')).toBe(0);
      expect(await erase('statistics')).toBe(1);
      expect(await open()).toEqual([]);
    });

    test('erases in portions, with one report for a run of a kind', async () => {
      await visit(NOW);
      const run = newId();
      expect(await erase('words', { run, limit: 1 })).toBe(1);
      expect(await erase('words', { run, limit: 1 })).toBe(1);
      expect(await erase('words', { run, limit: 1 })).toBe(0);
      await erase('contacts', { run });
      const [contacts, words, ...more] = await store.retention.reports({ before: null, limit: 9 });
      expect(words).toMatchObject({ kind: 'words', at: LATER, olderThan: NOW + 1, erased: 2 });
      expect([contacts?.kind, contacts?.erased, more]).toEqual(['contacts', 1, []]);
      const before = contacts?.ordinal ?? 0;
      expect(await store.retention.reports({ before, limit: 9 })).toEqual([words]);
    });

    test('empties the quarantine and forgets old exports and lines of the log', async () => {
      const lines = { header: `not a header but ${SAID}`, body: SAID };
      await store.records.append({ deviceId, records: [readRecord(lines)], receivedAt: NOW });
      const exportId = newId();
      await store.exports.add(
        {
          id: exportId,
          at: NOW,
          accountId,
          token: null,
          fileName: 'f.csv',
          filter: everything,
          columns: ['id'],
        },
        { at: NOW, accountId, action: 'consultation.exported', subject: scope, detail: 'csv' },
      );
      await store.exports.tell({ id: exportId, through: NOW, at: NOW, accountId });
      expect(await erase('quarantine')).toBe(1);
      const [held] = await store.quarantine.page({ words: [], after: null, limit: 9 });
      expect(held).toMatchObject({ rule: 'header-invalid', header: '', body: '', decision: 'refused' });
      expect(await erase('exports')).toBe(1);
      expect(await store.exports.find(exportId)).toBeNull();
      expect(await erase('audit')).toBeGreaterThan(0);
      expect(await store.staff.audit({ before: null, limit: 9 })).toEqual([]);
    });
  });
}
