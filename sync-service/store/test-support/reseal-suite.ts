/** What every store must do when the city changes its personal-data key. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionCompleteness } from '../../../common/domain/completeness.ts';
import { sha256 } from '../../../platform/crypto.ts';
import { makeSealKeys, type SealKeys, seal, unseal } from '../../../platform/sealed-file.ts';
import { readRecord } from '../../services/batches.ts';
import { countOpened, kiosksBehind, resealAll } from '../../services/reseal.ts';
import { newId, welcomed } from '../../test-support/contributions.ts';
import { startChain, type TestChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { appendAll, NOW, type OpenStore, openWithKiosk, statusesOf } from './opened.ts';

const SLIP = 'C'.repeat(22);
const LATER = NOW + 1_000;

export function resealContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  let [old, next]: SealKeys[] = [];
  const account = { id: newId(), role: 'administrator' } as const;
  const consultation = testConsultation(NOW);

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, { consultation, account }));
    [old, next] = [await makeSealKeys(), await makeSealKeys()];
    await store.personalData.addRecipient({ recipient: old.recipient, at: NOW });
  });
  afterEach(() => end());

  const keys = () => {
    if (!old || !next) throw new Error('made before each test');
    return { old, next };
  };
  const sealedTo = async ({ recipient }: SealKeys, said: object): Promise<string> =>
    Buffer.from(await seal(Buffer.from(JSON.stringify(said)), recipient)).toString('base64');
  const opens = async (sealed: string | undefined, { identity }: SealKeys): Promise<unknown> => {
    const opened = await unseal(Buffer.from(sealed ?? '', 'base64'), identity);
    return opened.ok ? JSON.parse(Buffer.from(opened.value).toString('utf8')) : null;
  };
  const whose = { language: 'fr', authorship: 'verbatim', readBack: 'aloud' } as const;
  const WORDS = { title: 'A lift', words: 'For the library' };
  const CONTACT = { name: 'Ann', reach: '+32 4' };
  const TRAITS = { gender: 'woman' };
  /** Somebody who told all that is sealed, in a session of her own. */
  const visit = async (chain: TestChain, key: SealKeys) => {
    const of = { participantId: newId(), sessionId: newId() };
    const consultationId = consultation.id;
    const opening = { consultationId, facilitatorId: newId(), workshopId: null };
    chain.add('session.opened', opening, { sessionId: of.sessionId });
    chain.add('participant.welcomed', welcomed(false), of);
    const contact = { preference: 'phone', language: 'fr', sealed: await sealedTo(key, CONTACT) } as const;
    chain.add('contact.sealed', contact, of);
    chain.add('statistics.sealed', { consultationId, sealed: await sealedTo(key, TRAITS) }, of);
    const sealed = await sealedTo(key, WORDS);
    const idea = chain.add('idea.sealed', { consultationId, ...whose, topicId: null, sealed }, of);
    chain.add('receipt.issued', { codeDigest: SLIP }, of);
    return { ...of, idea };
  };
  const change = async () => {
    await store.personalData.addRecipient({ recipient: keys().next.recipient, at: LATER });
    await store.personalData.retireRecipient({ recipient: keys().old.recipient, at: LATER });
  };
  const resealWith = ({ identity }: SealKeys) =>
    resealAll({ store, identity, now: () => LATER + 1, told: () => {} });
  /** The sealed texts wherever somebody reads them. */
  const kept = async (participantId: string) => {
    const by = { at: NOW, accountId: account.id };
    const [record] = await store.personalData.sealed({ after: 0, limit: 1 });
    const [contact] = await store.feedback.contacts({ participantIds: [participantId], ...by });
    const [traits] = await store.statistics.open({
      consultationId: consultation.id,
      after: '',
      limit: 9,
      ...by,
    });
    const words = record && (JSON.parse(record.lines.body.slice(22)) as { sealed: string }).sealed;
    return { words, contact: contact?.sealed, traits };
  };

  describe('another personal-data key', () => {
    test('a retired key is kept and used no more until it is taken back, and kiosks come for each change', async () => {
      const { recipient } = keys().old;
      const behind = async () =>
        (await store.devices.configuredSince(0)).map(({ configuredAt }) => configuredAt);
      expect(await behind()).toEqual([NOW]);
      await change();
      expect(await behind()).toEqual([LATER]);
      expect(await store.personalData.recipients()).toEqual([keys().next.recipient]);
      expect(await store.personalData.keys()).toEqual([
        { recipient, addedAt: NOW, retiredAt: LATER },
        { recipient: keys().next.recipient, addedAt: LATER, retiredAt: null },
      ]);
      expect(await store.personalData.retireRecipient({ recipient, at: LATER + 1 })).toBe(false);
      expect(await store.personalData.addRecipient({ recipient, at: LATER + 2 })).toBe(true);
      expect(await store.personalData.addRecipient({ recipient, at: LATER + 3 })).toBe(false);
      expect(await store.personalData.recipients()).toContain(recipient);
      expect(await behind()).toEqual([LATER + 2]);
    });

    test('the new key alone opens it wherever it lies, once, and the session is as whole as before', async () => {
      const chain = startChain();
      const { participantId, sessionId } = await visit(chain, keys().old);
      const counts = { participants: 1, ideas: 1, comments: 0, supports: 0, records: 6 };
      if (chain.head) chain.add('session.closed', { ...counts, head: chain.head }, { sessionId });
      await appendAll({ store, deviceId }, chain.made);
      await change();
      expect(await resealWith(keys().next)).toEqual({ resealed: 0, closed: 3, waiting: 0 });
      expect(await resealWith(keys().old)).toEqual({ resealed: 3, closed: 0, waiting: 0 });
      expect(await resealWith(keys().old)).toEqual({ resealed: 0, closed: 0, waiting: 0 });

      const { words, contact, traits } = await kept(participantId);
      const all = (key: SealKeys) => Promise.all([words, contact, traits].map((one) => opens(one, key)));
      expect(await all(keys().next)).toEqual([WORDS, CONTACT, TRAITS]);
      expect(await all(keys().old)).toEqual([null, null, null]);
      expect(await countOpened({ store, identity: keys().next.identity })).toEqual({ opened: 3, closed: 0 });
      const chains = await store.sessions.evidence(sessionId);
      expect(sessionCompleteness({ sessionId, chains, digest: sha256 })).toEqual({
        received: 7,
        expected: 7,
        verdict: 'complete',
        findings: [],
      });
      // The kiosk sends it again, as one does after a restore: the old seal does not come back.
      expect(await statusesOf({ store, deviceId }, chain.made)).toEqual(chain.made.map(() => 'duplicate'));
      expect(await kept(participantId)).toEqual({ words, contact, traits });
    });

    test('a key in use opens it for one that was added, without doing it twice', async () => {
      const chain = startChain();
      const { participantId } = await visit(chain, keys().old);
      await appendAll({ store, deviceId }, chain.made);
      await store.personalData.addRecipient({ recipient: keys().next.recipient, at: LATER });
      expect(await resealWith(keys().old)).toMatchObject({ resealed: 3 });
      expect(await resealWith(keys().old)).toMatchObject({ resealed: 0 });
      const { contact } = await kept(participantId);
      expect([await opens(contact, keys().old), await opens(contact, keys().next)]).toEqual([
        CONTACT,
        CONTACT,
      ]);
    });

    test('what is taken back does not come back by being sealed again, before or after', async () => {
      const chain = startChain();
      const { participantId } = await visit(chain, keys().old);
      await appendAll({ store, deviceId }, chain.made);
      await change();
      const request = { table: 'records', before: LATER, after: 0, limit: 10 } as const;
      const read = await store.personalData.bodies(request);
      expect(read).toHaveLength(3);
      await resealWith(keys().old);
      const back = chain.add('contribution.withdrawn', { codeDigest: SLIP, contributionId: null });
      await appendAll({ store, deviceId }, [back.lines]);
      expect(await kept(participantId)).toEqual({ words: undefined, contact: undefined, traits: undefined });
      const bodies = read.map(({ place, body }) => ({ place, was: body, body, seals: ['', ''] as const }));
      expect(await store.personalData.reseal({ table: 'records', at: LATER, bodies })).toBe(0);
      expect(await store.personalData.bodies({ ...request, before: Number.MAX_SAFE_INTEGER })).toEqual([]);
    });

    test('what is too old is erased under its new seal as well', async () => {
      const chain = startChain();
      const { participantId } = await visit(chain, keys().old);
      await appendAll({ store, deviceId }, chain.made);
      await change();
      await resealWith(keys().old);
      for (const kind of ['sealed-words', 'contacts', 'statistics'] as const)
        expect(await store.retention.erase({ run: 'r', kind, at: LATER, olderThan: LATER, limit: 10 })).toBe(
          1,
        );
      expect(await kept(participantId)).toEqual({ words: undefined, contact: undefined, traits: undefined });
    });

    test('what waits in quarantine stays as it came until staff decide', async () => {
      const chain = startChain();
      await visit(chain, keys().old);
      await store.devices.revoke({ deviceId, revocation: { at: NOW, reason: 'lost' } });
      const batch = {
        deviceId,
        records: chain.made.map(readRecord),
        receivedAt: NOW,
        revoked: 'held',
      } as const;
      await store.records.append(batch);
      await change();
      expect(await resealWith(keys().old)).toEqual({ resealed: 0, closed: 0, waiting: 3 });
      const held = await store.quarantine.page({ words: [], after: null, limit: 20 });
      for (const { id } of held) await store.quarantine.keepOut({ id, at: LATER, accountId: account.id });
      expect(await resealWith(keys().old)).toEqual({ resealed: 3, closed: 0, waiting: 0 });
      expect(await countOpened({ store, identity: keys().next.identity })).toEqual({ opened: 3, closed: 0 });
    });

    test('kiosks that have not been here since, or have something to send, are named', async () => {
      expect(await kiosksBehind(store)).toEqual([]);
      await change();
      expect(await kiosksBehind(store)).toEqual(['k']);
      const report = { version: '1.0.0', pending: 2, clockOffset: 0, disk: null };
      await store.devices.report({ deviceId, report, at: LATER + 1 });
      expect(await kiosksBehind(store)).toEqual(['k']);
      await store.devices.report({ deviceId, report: { ...report, pending: 0 }, at: LATER + 2 });
      expect(await kiosksBehind(store)).toEqual([]);
    });
  });
}
