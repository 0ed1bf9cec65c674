/** What every store must do, whatever database is behind it. Run by each store's own test. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FeedEntry, ProposalDocument } from '../../../common/contract/feed.ts';
import { headerLine, type RecordLines } from '../../../common/domain/record-lines.ts';

import { readRecord } from '../../services/batches.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { playWorkshop, type Seen, workshops } from './any-order.ts';
import { addDevice } from './device.ts';

const NOW = 1_773_820_800_000;

export function storeContract(open: () => Promise<{ store: Store; remove: () => Promise<void> }>): void {
  let store: Store;
  let remove: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;

  const addKiosk = (): Promise<string> => addDevice({ store, scope, now: NOW });
  const append = async (deviceId: string, lines: readonly RecordLines[]): Promise<string[]> => {
    const statuses = await store.records.append({
      deviceId,
      records: lines.map(readRecord),
      receivedAt: NOW + 5,
    });
    return (statuses ?? []).map(({ status, rule }) => rule ?? status);
  };
  const entries = async (position = 0): Promise<readonly FeedEntry[]> =>
    (await store.feed.page({ scope, position, limit: 1_000, maxBytes: 1e9, tombstones: true })).entries;
  const shown = async (id: string) => (await entries()).find((entry) => entry.id === id)?.document;

  beforeEach(async () => {
    ({ store, remove } = await open());
    await store.city.save([{ kind: 'consultation', document: consultation }]);
  });
  afterEach(async () => {
    await store.close();
    await remove();
  });

  describe('meta', () => {
    test('keeps the identity that came first', async () => {
      expect(await store.meta.identity()).toBeNull();
      const first = { serviceId: newId(), epoch: newId(), signingKey: 'a' };
      expect(await store.meta.establish(first)).toEqual(first);
      expect(await store.meta.establish({ ...first, epoch: newId() })).toEqual(first);
    });
    test('a new epoch leaves service and key as they are', async () => {
      const first = { serviceId: newId(), epoch: newId(), signingKey: 'a' };
      await store.meta.establish(first);
      const epoch = newId();
      await store.meta.renewEpoch(epoch);
      expect(await store.meta.identity()).toEqual({ ...first, epoch });
    });
  });

  describe('a transaction', () => {
    const entry = { at: NOW, accountId: null, action: 'a', subject: '', detail: '' };
    const account = { id: newId(), name: 'Ann', role: 'reader', passwordHash: 'x', createdAt: NOW } as const;

    test('takes back all that was changed in it when its work fails', async () => {
      const failing = store.transaction(async () => {
        await store.city.save([{ kind: 'consultation', document: testConsultation(NOW) }]);
        await store.staff.addAccount(account);
        await store.staff.log(entry);
        throw new Error('enough');
      });
      await expect(failing).rejects.toThrow('enough');
      expect(await store.staff.accounts()).toEqual([]);
      expect(await store.city.consultations()).toEqual([consultation]);
    });
    test('keeps it when its work succeeds, and answers what that answered', async () => {
      expect(await store.transaction(() => store.staff.addAccount(account))).toBe(true);
      expect(await store.staff.accounts()).toHaveLength(1);
    });
  });

  describe('what is acknowledged', () => {
    test('is folded before anybody looks, once, and records that say nothing hold nothing up', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      const of = { participantId: newId() };
      chain.add('participant.welcomed', welcomed(), of);
      const { id } = chain.add('idea', idea(scope), of);
      chain.add('participant.left', {}, of);
      expect(await store.projection.waiting()).toBe(0);
      await append(deviceId, chain.made);
      await append(deviceId, chain.made);
      expect(await store.projection.waiting()).toBe(3);
      expect(await store.feed.latest(scope)).toBe(1);
      expect(await shown(id)).toBeTruthy();
      expect(await store.projection.waiting()).toBe(0);
    });
    test('waits in runs of a chain, as they are missing between what was there', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 1_200; i += 1) chain.add('support', support(scope, newId()));
      const odd = chain.made.filter((_, nth) => nth % 2 === 0 && nth < 20);
      await append(deviceId, odd.toReversed());
      await append(deviceId, chain.made);
      expect(await store.projection.waiting()).toBe(1_200);
      await Promise.all([store.projection.settle(), store.projection.settle(), entries()]);
      expect(await store.projection.waiting()).toBe(0);
      const filter = { consultationId: scope, sessionId: null, kind: 'support', state: null } as const;
      const all = { ...filter, language: null, from: null, to: null };
      expect(await store.contributions.exportedCount(all)).toBe(1_200);
    });
  });

  test('a backup reaches as far as the last one said', async () => {
    await store.meta.establish({ serviceId: newId(), epoch: newId(), signingKey: 'a' });
    expect(await store.meta.backedUpThrough()).toBeNull();
    await store.meta.backedUp({ through: NOW });
    await store.meta.backedUp({ through: NOW + 7 });
    expect(await store.meta.backedUpThrough()).toBe(NOW + 7);
  });

  describe('what a kiosk need not keep', () => {
    test('ends at the first record that is missing or came too late, chain by chain', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 6; i += 1) chain.add('participant.left', {});
      const seqs = (...wanted: number[]) => wanted.map((seq) => chain.made[seq - 1] as RecordLines);
      const appendAt = (lines: readonly RecordLines[], receivedAt: number) =>
        store.records.append({ deviceId, records: lines.map(readRecord), receivedAt });
      const kept = (receivedBefore: number) => store.devices.keptThrough({ deviceId, receivedBefore });
      const through = (seq: number) => [{ chainId: chain.chainId, through: seq }];
      expect(await kept(NOW)).toEqual([]);
      await appendAt(seqs(2, 3, 5), NOW);
      expect(await kept(NOW + 1)).toEqual([]);
      await appendAt(seqs(1), NOW + 10);
      expect(await kept(NOW + 10)).toEqual([]);
      expect(await kept(NOW + 11)).toEqual(through(3));
      await appendAt(seqs(4, 6), NOW + 20);
      expect(await kept(NOW + 11)).toEqual(through(3));
      expect(await kept(NOW + 21)).toEqual(through(6));
      expect(
        await store.devices.keptThrough({ deviceId: await addKiosk(), receivedBefore: NOW + 99 }),
      ).toEqual([]);
    });
    test('counts a record in quarantine as kept', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      chain.add('participant.left', {});
      chain.add('participant.left', { odd: 1 } as never);
      chain.add('participant.left', {});
      expect(await append(deviceId, chain.made)).toEqual(['stored', 'payload-invalid', 'stored']);
      expect(await store.devices.keptThrough({ deviceId, receivedBefore: NOW + 6 })).toEqual([
        { chainId: chain.chainId, through: 3 },
      ]);
    });
  });

  describe('devices', () => {
    const configuration = {
      name: 'Kiosk',
      place: 'Chiroux',
      consultationId: scope,
      languages: ['fr', 'nl'],
      facilitators: [{ id: newId(), name: 'Amélie', pinHash: '$argon2id$x' }],
    };
    const code = { codeDigest: 'digest', configuration, createdAt: NOW, expiresAt: NOW + 100 };
    const request = { codeDigest: 'digest', deviceId: newId(), publicKey: 'mine', at: NOW + 1 };

    test('a code lets one key in, and the same key gets the same device again', async () => {
      await store.devices.addEnrolmentCode(code);
      const device = await store.devices.enrol(request);
      expect(device).toMatchObject({ id: request.deviceId, configuration, revoked: null, lastSeenAt: null });
      expect(await store.devices.enrol({ ...request, deviceId: newId() })).toEqual(device);
      expect(await store.devices.enrol({ ...request, deviceId: newId(), publicKey: 'other' })).toBeNull();
      expect(await store.devices.list()).toEqual([device]);
    });
    test('an unknown or expired code lets nobody in', async () => {
      await store.devices.addEnrolmentCode(code);
      expect(await store.devices.enrol({ ...request, codeDigest: 'none' })).toBeNull();
      expect(await store.devices.enrol({ ...request, at: NOW + 100 })).toBeNull();
      expect(await store.devices.list()).toEqual([]);
    });
    test('what a revoked device had not sent is stored when staff accept it', async () => {
      const deviceId = await addKiosk();
      await store.devices.revoke({ deviceId, revocation: { at: NOW, reason: 'lost', lastTrustedSeq: null } });
      const chain = startChain();
      chain.add('participant.left', {});
      const batch = { deviceId, records: chain.made.map(readRecord), receivedAt: NOW };
      expect(await store.records.append(batch)).toBeNull();
      expect(await store.records.append({ ...batch, revokedToo: true })).toMatchObject([
        { status: 'stored' },
      ]);
    });
    test('a revocation is final, and nothing of the device is stored after it', async () => {
      const deviceId = await addKiosk();
      const revocation = { at: NOW, reason: 'lost', lastTrustedSeq: 4 } as const;
      expect(await store.devices.revoke({ deviceId, revocation })).toBe(true);
      await store.devices.revoke({ deviceId, revocation: { ...revocation, reason: 'replaced' } });
      expect((await store.devices.find(deviceId))?.revoked).toEqual(revocation);
      expect(await store.devices.revokedAmong([deviceId, newId()])).toEqual([{ deviceId, reason: 'lost' }]);
      expect(await store.devices.revoke({ deviceId: newId(), revocation })).toBe(false);
      const records = [startChain().add('participant.welcomed', welcomed()).lines].map(readRecord);
      expect(await store.records.append({ deviceId, records, receivedAt: NOW })).toBeNull();
    });
    test('the welcome tells the head, and the gaps below it that neither store nor quarantine fills', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 9; i += 1) chain.add('participant.left', {});
      chain.add('participant.left', { odd: 1 } as never);
      const lines = (...seqs: number[]) => seqs.map((seq) => chain.made[seq - 1] as RecordLines);
      const welcome = (id: string) =>
        store.devices.welcome({
          deviceId: id,
          chainId: chain.chainId,
          reported: chain.head,
          anchor: { id: newId(), at: NOW, statement: 's', signature: 's' },
        });
      expect(await welcome(deviceId)).toEqual({ head: null, missing: [] });
      await append(deviceId, lines(1, 4, 5, 10));
      expect(await welcome(deviceId)).toEqual({
        head: chain.head,
        missing: [
          [2, 3],
          [6, 9],
        ],
      });
      await append(deviceId, lines(2, 3, 6, 7, 8, 9));
      expect(await welcome(deviceId)).toEqual({ head: chain.head, missing: [] });
      expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW);
      expect(await welcome(await addKiosk()), 'of a chain of another device').toEqual({
        head: null,
        missing: [],
      });
    });
  });

  test('a report takes the place of the one before and counts as a contact, but not after a revocation', async () => {
    const [deviceId, silent] = [await addKiosk(), await addKiosk()];
    const report = { version: '1.2.3', pending: 12, clockOffset: -180_000, disk: null };
    const disk = { freeBytes: 5, totalBytes: 9 };
    expect(await store.devices.report({ deviceId, report, at: NOW })).toBe(true);
    expect(await store.devices.report({ deviceId, report: { ...report, disk }, at: NOW + 1 })).toBe(true);
    expect([...(await store.devices.reports())]).toEqual([[deviceId, { ...report, disk, at: NOW + 1 }]]);
    expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW + 1);
    const revocation = { at: NOW + 2, reason: 'lost', lastTrustedSeq: null } as const;
    await store.devices.revoke({ deviceId, revocation });
    expect(await store.devices.report({ deviceId, report, at: NOW + 3 })).toBe(false);
    expect(await store.devices.report({ deviceId: newId(), report, at: NOW + 3 })).toBe(false);
    expect((await store.devices.find(deviceId))?.lastSeenAt).toBe(NOW + 1);
    expect((await store.devices.reports()).get(deviceId)?.at).toBe(NOW + 1);
    expect((await store.devices.find(silent))?.lastSeenAt).toBeNull();
  });

  describe('a second factor', () => {
    const account = { id: newId(), name: 'Ann', role: 'reader', passwordHash: 'x', createdAt: NOW } as const;
    const { id: accountId } = account;
    const logged = { at: NOW, accountId, action: 'staff.second-factor-set', subject: 'Ann', detail: '' };
    const factor = { accountId, sealedKey: 'sealed', step: 7, codeDigests: ['a', 'b'], at: NOW };
    const actions = async () =>
      (await store.staff.audit({ before: null, limit: 9 })).map(({ action }) => action);

    test('is set once, and removed with its codes, each with a line in the log', async () => {
      await store.staff.addAccount(account);
      expect(await store.secondFactors.find(accountId)).toBeNull();
      expect(await store.secondFactors.remove(accountId, logged)).toBe(false);
      expect(await store.secondFactors.add(factor, logged)).toBe(true);
      expect(await store.secondFactors.add({ ...factor, sealedKey: 'other' }, logged)).toBe(false);
      expect(await store.secondFactors.find(accountId)).toEqual({ sealedKey: 'sealed', codesLeft: 2 });
      expect(await store.secondFactors.accountIds()).toEqual(new Set([accountId]));
      expect(await actions()).toEqual(['staff.second-factor-set']);
      expect(await store.secondFactors.remove(accountId, { ...logged, action: 'gone' })).toBe(true);
      expect(await store.secondFactors.find(accountId)).toBeNull();
      expect(await store.secondFactors.spendCode({ accountId, digest: 'a' })).toBe(false);
      expect(await actions()).toEqual(['gone', 'staff.second-factor-set']);
    });
    test('takes each time step and each code once, also from two who come at once', async () => {
      await store.staff.addAccount(account);
      await store.secondFactors.add(factor, logged);
      const both = async (spend: () => Promise<boolean>) =>
        (await Promise.all([spend(), spend()])).filter(Boolean).length;
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 7 }))).toBe(0);
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 8 }))).toBe(1);
      expect(await both(() => store.secondFactors.spendStep({ accountId, step: 6 }))).toBe(0);
      expect(await both(() => store.secondFactors.spendCode({ accountId, digest: 'a' }))).toBe(1);
      expect(await both(() => store.secondFactors.spendCode({ accountId, digest: 'c' }))).toBe(0);
      expect((await store.secondFactors.find(accountId))?.codesLeft).toBe(1);
    });
  });

  test('a device takes a new key once it was asked for one, and not before, twice or after its revocation', async () => {
    const deviceId = await addKiosk();
    expect(await store.devices.rekey({ deviceId, publicKey: 'unasked' })).toBe(false);
    expect(await store.devices.askForKey(deviceId)).toBe(true);
    expect(await store.devices.find(deviceId)).toMatchObject({ publicKey: 'key', renewsKey: true });
    expect(await store.devices.rekey({ deviceId, publicKey: 'next' })).toBe(true);
    expect(await store.devices.find(deviceId)).toMatchObject({ publicKey: 'next', renewsKey: false });
    expect(await store.devices.rekey({ deviceId, publicKey: 'again' })).toBe(false);
    await store.devices.askForKey(deviceId);
    await store.devices.revoke({ deviceId, revocation: { at: NOW, reason: 'lost', lastTrustedSeq: null } });
    expect(await store.devices.rekey({ deviceId, publicKey: 'late' })).toBe(false);
    expect(await store.devices.askForKey(deviceId)).toBe(false);
    expect(await store.devices.askForKey(newId())).toBe(false);
  });

  describe('personal data', () => {
    const sealed = {
      consultationId: scope,
      language: 'fr',
      authorship: 'verbatim',
      readBack: 'aloud',
      sealed: 'YWdl',
    } as const;

    test('keys come once, in the order in which they were added', async () => {
      for (const [at, recipient] of [
        [2, 'b'],
        [1, 'a'],
        [3, 'b'],
      ] as const)
        expect(await store.personalData.addRecipient({ recipient, at })).toBe(at !== 3);
      expect(await store.personalData.recipients()).toEqual(['a', 'b']);
    });
    test('what is sealed is kept, counted and brought back by its slip without words, and shown to nobody', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      const of = { participantId: newId(), sessionId: newId() };
      chain.add(
        'session.opened',
        { consultationId: scope, facilitatorId: newId(), workshopId: null },
        { sessionId: of.sessionId },
      );
      chain.add('participant.welcomed', welcomed(false), of);
      const said = chain.add('idea.sealed', { ...sealed, topicId: null }, of);
      chain.add('comment.sealed', { ...sealed, targetId: newId(), targetKind: 'idea' }, of);
      chain.add('receipt.issued', { codeDigest: 'AAAAAAAAAAAAAAAAAAAAAA' }, of);
      expect(await append(deviceId, chain.made)).toEqual(Array(5).fill('stored'));
      const [first, second, ...more] = await store.personalData.sealed({ after: 0, limit: 10 });
      expect([first?.kind, second?.kind, more]).toEqual(['idea.sealed', 'comment.sealed', []]);
      expect(first).toMatchObject({
        id: said.id,
        lines: said.lines,
        kiosk: 'k',
        place: 'p',
        receivedAt: NOW + 5,
      });
      expect(await store.personalData.sealed({ after: first?.ordinal ?? 0, limit: 10 })).toEqual([second]);
      expect(await store.sessions.find(of.sessionId)).toMatchObject({ ideas: 1, comments: 1, sealed: 2 });
      const own = await store.contributions.ofParticipant(of.participantId);
      expect(own.map(({ kind, words, title, state }) => [kind, words, title, state])).toEqual([
        ['idea', null, null, 'held'],
        ['comment', null, null, 'held'],
      ]);
      expect((await entries()).filter(({ kind }) => kind === 'idea' || kind === 'comment')).toEqual([]);
    });
  });

  describe('records', () => {
    test('are stored once, whatever the order and however often they come', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      for (let i = 0; i < 3; i += 1) chain.add('participant.left', {});
      const [one, two, three] = chain.made as [RecordLines, RecordLines, RecordLines];
      expect(await append(deviceId, [three, one, three])).toEqual(['stored', 'stored', 'duplicate']);
      expect(await append(deviceId, [one, two])).toEqual(['duplicate', 'stored']);
    });
    test('an erased body is a state of the same record', async () => {
      const deviceId = await addKiosk();
      const { lines } = startChain().add('idea', idea(scope));
      expect(await append(deviceId, [{ ...lines, body: '' }])).toEqual(['stored']);
      expect(await append(deviceId, [lines])).toEqual(['duplicate']);
      expect(await entries()).toHaveLength(1);
    });
    test('a record for a consultation that comes later is stored when it is sent again', async () => {
      const deviceId = await addKiosk();
      const later = testConsultation(NOW);
      const { lines } = startChain().add('idea', idea(later.id));
      expect(await append(deviceId, [lines])).toEqual(['consultation-unknown']);
      await store.city.save([{ kind: 'consultation', document: later }]);
      expect(await append(deviceId, [lines, lines])).toEqual(['stored', 'duplicate']);
    });
  });

  test('one batch may hold a record twice, another one of its id and another one for its place', async () => {
    const deviceId = await addKiosk();
    const chain = startChain();
    const { header, lines } = chain.add('participant.left', {});
    const sameId = chain.add('participant.left', {}, { id: header.id }).lines;
    const samePlace = { header: headerLine({ ...header, id: newId() }), body: lines.body };
    expect(await append(deviceId, [lines, lines, sameId, samePlace])).toEqual([
      'stored',
      'duplicate',
      'id-conflict',
      'seq-conflict',
    ]);
  });

  describe('contributions', () => {
    test('are published once their author agreed, in whatever order the records come', async () => {
      const deviceId = await addKiosk();
      const participantId = newId();
      const chain = startChain();
      const agreed = chain.add('participant.welcomed', welcomed(), { participantId });
      const posted = chain.add('idea', idea(scope), { participantId });
      await append(deviceId, [posted.lines]);
      expect(await shown(posted.id)).toBeUndefined();
      await append(deviceId, [agreed.lines]);
      expect(await shown(posted.id)).toMatchObject({ title: idea(scope).title, supports: 0 });
      const refused = chain.add('participant.welcomed', welcomed(false), { participantId });
      await append(deviceId, [refused.lines]);
      expect(await shown(posted.id), 'a no wins, and leaves a tombstone').toBeNull();
    });
    test('nothing is published of who did not agree or is nobody', async () => {
      const deviceId = await addKiosk();
      const participantId = newId();
      const chain = startChain();
      chain.add('participant.welcomed', welcomed(false), { participantId });
      chain.add('idea', idea(scope), { participantId });
      chain.add('idea', idea(scope));
      expect(await append(deviceId, chain.made)).toEqual(['stored', 'stored', 'stored']);
      expect((await entries()).map(({ kind }) => kind)).toEqual(['consultation']);
    });
    test('one support counts per person and target, also of a target that comes later', async () => {
      const deviceId = await addKiosk();
      const [ann, bob] = [newId(), newId()];
      const chain = startChain();
      const agreed = chain.add('participant.welcomed', welcomed(), { participantId: ann });
      const posted = chain.add('idea', idea(scope), { participantId: ann });
      const supports = [ann, bob, bob].map((participantId) =>
        chain.add('support', support(scope, posted.id), { participantId }),
      );
      expect(
        await append(
          deviceId,
          supports.map(({ lines }) => lines),
        ),
      ).toEqual(['stored', 'stored', 'stored']);
      await append(deviceId, [agreed.lines, posted.lines]);
      expect(await shown(posted.id)).toMatchObject({ supports: 2, comments: 0 });
      const said = chain.add('comment', comment(scope, posted.id), { participantId: ann });
      await append(deviceId, [said.lines]);
      expect(await shown(posted.id)).toMatchObject({ supports: 2, comments: 1 });
      expect(await shown(said.id)).toMatchObject({ targetId: posted.id });
    });
    test('imported ideas keep the supports that were counted elsewhere, and come once', async () => {
      const imported = {
        id: newId(),
        consultationId: scope,
        topicId: null,
        title: 'More lamps',
        words: 'It is dark.',
        language: 'en',
        at: 1,
        supports: 40,
        state: 'published',
        attribution: 'row 7',
      } as const;
      expect(await store.contributions.importIdeas({ ideas: [imported], receivedAt: NOW })).toBe(1);
      expect(await store.contributions.importIdeas({ ideas: [imported], receivedAt: NOW })).toBe(0);
      const refused = { ...imported, id: newId(), state: 'refused' } as const;
      expect(await store.contributions.importIdeas({ ideas: [refused], receivedAt: NOW })).toBe(1);
      expect(await shown(refused.id)).toBeUndefined();
      const { lines } = startChain().add('support', support(scope, imported.id), { participantId: newId() });
      await append(await addKiosk(), [lines]);
      expect(await shown(imported.id)).toMatchObject({ title: 'More lamps', supports: 41, at: 1 });
    });
    test('people see the same, in whatever order, batches and repetitions the records came', async () => {
      const deviceId = await addKiosk();
      await fc.assert(
        fc.asyncProperty(workshops, async ({ steps, arrival, batchSize }) => {
          const { lines, ids, seen } = playWorkshop(steps, scope);
          const position = await store.feed.latest(scope);
          for (let from = 0; from < arrival.length; from += batchSize) {
            const batch = arrival.slice(from, from + batchSize).map((at) => lines[at] as RecordLines);
            await append(deviceId, batch);
          }
          const shownNow: Seen = new Map();
          for (const entry of await entries(position)) {
            if (!ids.has(entry.id)) throw new Error(`${entry.kind} ${entry.id} is none of these`);
            if (entry.document === null) continue;
            const { supports, comments } = entry.document as { supports: number; comments: number };
            shownNow.set(entry.id, entry.kind === 'comment' ? 'comment' : { supports, comments });
          }
          expect(shownNow).toEqual(seen);
        }),
        { numRuns: 60 },
      );
    });
    test('a slip brings back its person and nobody else', async () => {
      const deviceId = await addKiosk();
      const [ann, bob] = [newId(), newId()];
      const chain = startChain();
      chain.add('participant.welcomed', welcomed(), { participantId: ann });
      const posted = chain.add('idea', idea(scope), { participantId: ann });
      chain.add('idea', idea(scope), { participantId: bob });
      chain.add('support', support(scope, posted.id), { participantId: ann });
      chain.add('receipt.issued', { codeDigest: 'A'.repeat(22) }, { participantId: ann });
      await append(deviceId, chain.made);
      expect(await store.receipts.participant('B'.repeat(22))).toBeNull();
      expect(await store.receipts.participant('A'.repeat(22))).toBe(ann);
      const own = await store.contributions.ofParticipant(ann);
      expect(own).toHaveLength(2);
      expect(own.find(({ kind }) => kind === 'idea')).toMatchObject({ state: 'published', supports: 1 });
      expect(own.find(({ kind }) => kind === 'support')).toMatchObject({ title: idea(scope).title });
    });
  });

  describe('feed', () => {
    const proposal: ProposalDocument = {
      id: newId(),
      consultationId: scope,
      topicId: 'green',
      title: { fr: 'Un plan d’eau' },
      text: { fr: 'Un plan d’eau sur la place.' },
      supports: 99,
      comments: 99,
    };

    test('a changed document takes a new position, an unchanged one keeps its own', async () => {
      await store.city.save([{ kind: 'proposal', document: proposal }]);
      const before = await store.feed.latest(scope);
      await store.city.save([
        { kind: 'consultation', document: consultation },
        { kind: 'proposal', document: proposal },
      ]);
      expect(await store.feed.latest(scope)).toBe(before);
      const chain = startChain();
      const participantId = newId();
      chain.add('support', support(scope, proposal.id, 'proposal'), { participantId });
      await append(await addKiosk(), chain.made);
      expect(await entries(before)).toEqual([
        { kind: 'proposal', id: proposal.id, document: { ...proposal, supports: 1, comments: 0 } },
      ]);
    });
    test('pages are bounded by entries and by bytes, and hold one entry at least', async () => {
      await store.city.save([{ kind: 'proposal', document: proposal }]);
      const page = { scope, position: 0, tombstones: true };
      const one = await store.feed.page({ ...page, limit: 1, maxBytes: 1e6 });
      expect([one.entries.length, one.more]).toEqual([1, true]);
      const small = await store.feed.page({ ...page, limit: 10, maxBytes: 1 });
      expect([small.entries.length, small.more]).toEqual([1, true]);
      const rest = await store.feed.page({ ...page, position: one.position, limit: 1, maxBytes: 1e6 });
      expect([rest.entries.length, rest.more]).toEqual([1, false]);
    });
    test('another consultation has its own feed', async () => {
      await store.city.save([{ kind: 'consultation', document: testConsultation(NOW) }]);
      expect((await entries()).map(({ id }) => id)).toEqual([scope]);
      expect(await store.feed.latest(newId())).toBe(0);
    });
  });
}
