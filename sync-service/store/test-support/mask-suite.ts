/** What every store must do with words that staff cover, contributions that are alike, and records they accept. Run by each store's own test. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { createLog } from '../../log.ts';
import { readRecord } from '../../services/batches.ts';
import { likeness } from '../../services/likeness.ts';
import { quarantine } from '../../services/quarantine.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { feedOf, NOW, type OpenStore, openWithKiosk, shownOf, statusesOf } from './opened.ts';

export function maskContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const accountId = newId();
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const by = { at: NOW + 10, accountId };

  const append = (lines: readonly RecordLines[], from = deviceId) =>
    statusesOf({ store, deviceId: from }, lines);
  const shown = async (id: string) => (await shownOf(store, { scope, id })) ?? null;
  const listed = async (queue: 'unreviewed' | 'published' = 'unreviewed') =>
    store.moderation.page({ queue, words: [], after: null, limit: 100 });
  const actions = async () =>
    (await store.staff.audit({ before: null, limit: 20 })).map(({ action }) => action);
  /** A person who agrees, with a slip, and says these ideas. */
  const said = async (...ideas: readonly { title: string; words: string }[]) => {
    const chain = startChain();
    const participantId = newId();
    const codeDigest = randomUUID().replaceAll('-', '').slice(0, 22);
    chain.add('participant.welcomed', welcomed(), { participantId });
    const ids = ideas.map((changes) => chain.add('idea', idea(scope, changes), { participantId }).id);
    chain.add('receipt.issued', { codeDigest }, { participantId });
    expect(await append(chain.made)).toEqual(chain.made.map(() => 'stored'));
    return { chain, participantId, codeDigest, ids, id: ids[0] as string };
  };

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  });
  afterEach(() => end());

  describe('words that are covered', () => {
    const garden = {
      title: 'Le jardin de Mme Lejeune',
      words: 'Mme Lejeune, 3 rue du Pont, a un beau jardin.',
    };
    const covered = { title: 'Le jardin de […]', words: '[…], […], a un beau jardin.' };

    test('are covered everywhere, and shown again by whoever may', async () => {
      const { id, participantId } = await said(garden);
      const masked = { contributionId: id, ...covered, ...by };
      expect(await store.masks.mask({ ...masked, words: 'Mme Lejeune a un jardin.' })).toBe('altered');
      expect(await store.masks.mask({ ...masked, ...garden }), 'nothing covered').toBe('altered');
      expect(await store.masks.mask({ ...masked, contributionId: newId() })).toBeNull();
      expect(await store.masks.mask(masked)).toBe('masked');
      expect(await shown(id)).toMatchObject(covered);
      expect(await listed()).toMatchObject([{ id, ...covered, masked: true }]);
      expect(await store.contributions.ofParticipant(participantId)).toMatchObject([covered]);
      const filter = {
        consultationId: scope,
        sessionId: null,
        kind: null,
        state: null,
        language: null,
        from: null,
        to: null,
      };
      const exported = await store.contributions.exported({ filter, after: null, limit: 9 });
      expect(exported).toMatchObject([covered]);
      expect(JSON.stringify([exported, await listed()])).not.toContain('Lejeune');
      const more = { ...masked, words: '[…] a un beau jardin.' };
      expect(await store.masks.mask(more)).toBe('masked');
      expect(await store.masks.original({ contributionId: id, ...by }), 'as it was said').toEqual(garden);
      expect(await store.masks.unmask({ contributionId: id, ...by })).toBe(true);
      expect(await shown(id)).toMatchObject(garden);
      expect(await store.masks.unmask({ contributionId: id, ...by })).toBe(false);
      expect(await store.masks.original({ contributionId: id, ...by })).toBeNull();
      expect(await actions()).toEqual([
        'contribution.unmasked',
        'contribution.original-read',
        'contribution.masked',
        'contribution.masked',
      ]);
    });
    test('stay covered among an author’s corrections, and a correction is nobody’s to cover before it is read', async () => {
      const { id, chain, participantId, codeDigest } = await said(garden);
      await store.masks.mask({ contributionId: id, ...covered, ...by });
      const correction = {
        codeDigest,
        contributionId: id,
        replaces: id,
        title: 'Un jardin',
        words: 'Il y a un beau jardin.',
        language: 'fr',
        authorship: 'verbatim',
        readBack: 'aloud',
      } as const;
      const { lines } = chain.add('contribution.corrected', correction, { participantId });
      expect(await append([lines])).toEqual(['stored']);
      expect(await shown(id)).toMatchObject({ title: 'Un jardin' });
      const [row] = await listed();
      expect(row).toMatchObject({ masked: false, revisions: [covered, { title: 'Un jardin' }] });
    });
    test('are erased with what was said when the author takes it back', async () => {
      const { id, chain, codeDigest } = await said(garden);
      await store.masks.mask({ contributionId: id, ...covered, ...by });
      const { lines } = chain.add('contribution.withdrawn', { codeDigest, contributionId: id });
      expect(await append([lines])).toEqual(['stored']);
      expect(await store.masks.original({ contributionId: id, ...by })).toBeNull();
      expect(await store.masks.mask({ contributionId: id, ...covered, ...by })).toBeNull();
    });
  });

  describe('contributions that are alike', () => {
    test('are placed beside each other before anybody asks', async () => {
      const many = Array.from({ length: 130 }, (_, nth) => ({
        title: `Banc ${nth}`,
        words: 'Sous un arbre.',
      }));
      await said(...many);
      await store.projection.settle();
      await likeness({ store, log: createLog({ level: 'silent' }) }).catchUp();
      expect(await store.alike.index(1), 'nothing is left').toBe(0);
    });
    test('are found by what they share, the nearest first, and by the words that are shown alone', async () => {
      const { ids, chain, codeDigest } = await said(
        { title: 'Bancs sur la place', words: 'Il faudrait des bancs à l’ombre des platanes.' },
        { title: 'Un banc', words: 'Un banc à l’ombre, sous les platanes de la place.' },
        { title: 'Ombre', words: 'Plus d’ombre à l’école.' },
        { title: 'Piscine', words: 'La piscine ferme trop tôt le dimanche.' },
        { title: 'Bancs', words: 'Des bancs pour Lejeune devant la piscine.' },
      );
      const [first, second, third, pool, last] = ids as [string, string, string, string, string];
      const near = async (contributionId: string, limit = 5) => {
        const ordinals = await store.alike.near({ contributionId, limit });
        return (await store.moderation.at(ordinals ?? [])).map(({ id }) => id);
      };
      expect((await near(first))[0]).toBe(second);
      expect(await near(first)).not.toContain(pool);
      expect(await near(first)).not.toContain(first);
      expect(await near(first, 1)).toEqual([second]);
      expect(await near(pool)).toEqual([last]);
      const words = 'Des bancs pour […] devant […].';
      await store.masks.mask({ contributionId: last, title: 'Bancs', words, ...by });
      expect(await near(pool), 'covered').toEqual([]);
      await append([chain.add('contribution.withdrawn', { codeDigest, contributionId: second }).lines]);
      expect(await near(first)).not.toContain(second);
      expect(await near(third)).not.toContain(second);
      expect(await store.alike.near({ contributionId: second, limit: 5 }), 'taken back').toBeNull();
      expect(await store.alike.near({ contributionId: newId(), limit: 5 })).toBeNull();
    });
  });

  describe('records in quarantine', () => {
    const staff = () => quarantine({ store, now: () => NOW });
    const held = async () => (await staff().list({ query: '', limit: 100 })).records;
    const accept = async (id: number) => {
      const outcome = await staff().accept({ id, accountId });
      return outcome.ok ? 'accepted' : outcome.problem;
    };

    test('of a consultation that is here now are stored in their place, and no earlier', async () => {
      const unknown = testConsultation(NOW);
      const chain = startChain();
      const { id, lines } = chain.add('idea', idea(unknown.id));
      expect(await append([lines])).toEqual(['consultation-unknown']);
      const [record] = await held();
      expect(record).toMatchObject({ acceptable: true, decision: null });
      expect(await accept(record?.id ?? 0)).toBe('record-unacceptable');
      await store.city.save([{ kind: 'consultation', document: unknown }]);
      expect(await accept(record?.id ?? 0)).toBe('accepted');
      expect(await listed()).toMatchObject([{ id }]);
      expect(await accept(record?.id ?? 0)).toBe('not-found');
      expect(await append([lines]), 'the kiosk sends it again').toEqual(['duplicate']);
      expect(await actions()).toEqual(['record.accepted']);
      expect((await held())[0]?.decision).toBe('accepted');
    });
    test('whose payload an older service could not read are stored in their place once it can', async () => {
      const chain = startChain();
      const of = { participantId: newId() };
      const contact = { preference: 'here', language: 'fr', sealed: 'YWdl' } as const;
      const { lines } = chain.add('contact.sealed', contact, of);
      const broken = chain.add('contact.sealed', { ...contact, preference: 'never' as 'here' }, of);
      const records = [lines, broken.lines].map(readRecord);
      const [unread] = records.map((one) => ({ ...one, content: null, rule: 'payload-invalid' as const }));
      const arrived = unread ? [unread, ...records.slice(1)] : [];
      await store.records.append({ deviceId, records: arrived, receivedAt: NOW });
      expect(await store.feedback.counts()).toEqual({ toTell: 0, reachable: 0 });
      const [never, here] = await held();
      expect([never?.acceptable, here?.acceptable]).toEqual([false, true]);
      expect(await accept(never?.id ?? 0)).toBe('record-unacceptable');
      expect(await accept(here?.id ?? 0)).toBe('accepted');
      expect(await store.feedback.counts()).toEqual({ toTell: 0, reachable: 1 });
      expect(await append([lines]), 'the kiosk sends it again').toEqual(['duplicate']);
      expect((await held()).map(({ decision }) => decision)).toEqual([null, 'accepted']);

      const again = chain.add('contact.sealed', contact, { participantId: newId() });
      const asCame = { ...readRecord(again.lines), content: null, rule: 'payload-invalid' as const };
      await store.records.append({ deviceId, records: [asCame], receivedAt: NOW });
      expect(await append([again.lines]), 'sent again').toEqual(['stored']);
      expect((await held()).find(({ seq }) => seq === 3)?.decision).toBe('stored-later');
    });
    test('that an older service held for their place are stored once they are accepted, or sent again', async () => {
      const { chain, participantId } = await said({ title: 'A', words: 'Un étang.' });
      const fork = startChain({ chainId: chain.chainId });
      fork.add('participant.welcomed', welcomed(), { participantId });
      const twins = ['B', 'C'].map((title) => fork.add('idea', idea(scope, { title }), { participantId }));
      const asCame = twins.map(({ lines }) => ({ ...readRecord(lines), rule: 'seq-conflict' as const }));
      await store.records.append({ deviceId, records: asCame, receivedAt: NOW });
      expect(await listed()).toHaveLength(1);
      const [second, first] = await held();
      expect(await accept(first?.id ?? 0)).toBe('accepted');
      expect(await append(twins.slice(1).map(({ lines }) => lines))).toEqual(['stored']);
      expect((await listed()).map(({ title }) => title).sort()).toEqual(['A', 'B', 'C']);
      expect((await held()).map(({ id, decision }) => [id, decision])).toEqual([
        [second?.id, 'stored-later'],
        [first?.id, 'accepted'],
      ]);
    });
    test('lose the words that were taken back, whether these came before or after', async () => {
      const { chain, participantId, codeDigest } = await said({ title: 'A', words: 'Un étang.' });
      const unknown = newId();
      const say = (title: string) => chain.add('idea', idea(unknown, { title }), { participantId });
      const [kept, early, late] = [say('Kept'), say('Early'), say('Late')];
      const correction = {
        codeDigest,
        contributionId: early.id,
        replaces: early.id,
        title: 'Corrected',
        words: 'Un lac.',
        language: 'fr',
        authorship: 'verbatim',
        readBack: 'aloud',
        confirmedBy: 'participant',
      } as const;
      const corrected = () => {
        const { lines } = chain.add('contribution.corrected', correction);
        const records = [{ ...readRecord(lines), rule: 'kind-unknown' as const }];
        return store.records.append({ deviceId, records, receivedAt: NOW });
      };
      await append([kept.lines, early.lines]);
      await corrected();
      const titles = async () => {
        const onHold = JSON.stringify(await held());
        return ['Kept', 'Early', 'Late', 'Corrected'].filter((title) => onHold.includes(title));
      };
      expect(await titles()).toEqual(['Kept', 'Early', 'Corrected']);
      const back = [early, late].map(({ id: contributionId }) =>
        chain.add('contribution.withdrawn', { codeDigest, contributionId }),
      );
      expect(await append(back.map(({ lines }) => lines))).toEqual(['stored', 'stored']);
      expect(await titles()).toEqual(['Kept']);
      expect(await append([late.lines, early.lines])).toEqual(Array(2).fill('consultation-unknown'));
      await corrected();
      expect(await titles()).toEqual(['Kept']);
      const onKiosk = await store.contributions.withdrawnOn(deviceId);
      expect(onKiosk.toSorted(), 'told to the kiosk that has them').toEqual([early.id, late.id].toSorted());
      const all = chain.add('contribution.withdrawn', { codeDigest, contributionId: null });
      await append([all.lines]);
      expect(await titles()).toEqual([]);
      await store.city.save([{ kind: 'consultation', document: { ...consultation, id: unknown } }]);
      const [first] = (await held()).filter(({ kind }) => kind === 'idea');
      expect(await accept(first?.id ?? 0), 'without its words').toBe('accepted');
      expect((await append([kept.lines, early.lines, late.lines]))?.toSorted()).toEqual([
        'duplicate',
        'stored',
        'stored',
      ]);
      expect((await feedOf(store, { scope: unknown })).map(({ kind }) => kind)).toEqual(['consultation']);
      expect(await titles()).toEqual([]);
    });
    test('under another kiosk’s number count once, also when that kiosk brings them itself', async () => {
      const { id } = await said({ title: 'A', words: 'Un étang.' });
      const owner = startChain();
      const opened = owner.add('participant.left', {});
      expect(await append([opened.lines])).toEqual(['stored']);
      const stranger = await addDevice({ store, scope, now: NOW });
      const walkIn = owner.add('support', support(scope, id));
      const more = owner.add('comment', comment(scope, id), { participantId: newId() });
      expect(await append([walkIn.lines, more.lines], stranger)).toEqual(['chain-foreign', 'chain-foreign']);
      for (const record of await held()) expect(await accept(record.id)).toBe('accepted');
      expect(await shown(id)).toMatchObject({ supports: 1 });
      expect(await append([walkIn.lines, more.lines])).toEqual(['stored', 'stored']);
      expect(await shown(id)).toMatchObject({ supports: 1 });
    });
    test('that were altered, cannot be read or take another’s id are accepted by nobody', async () => {
      const { chain, id } = await said({ title: 'A', words: 'Un étang.' });
      const { lines } = chain.add('idea', idea(scope, { title: 'C' }));
      const altered = { ...lines, body: lines.body.replace('"C"', '"D"') };
      const taken = startChain().add('idea', idea(scope, { title: 'E' }), { id });
      expect(await append([altered, taken.lines])).toEqual(['payload-altered', 'id-conflict']);
      for (const record of await held()) {
        expect(record.acceptable).toBe(false);
        expect(await accept(record.id)).toBe('record-unacceptable');
      }
      expect(await listed()).toHaveLength(1);
    });
  });
}
