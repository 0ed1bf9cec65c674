/** What every store must do with what it cannot read. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { feedOf, NOW, type OpenStore, openCity, statusesOf } from './opened.ts';

export function personalDataContract(open: OpenStore): void {
  let store: Store;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;

  beforeEach(async () => {
    ({ store, end } = await openCity(open, { consultation }));
  });
  afterEach(() => end());

  const addKiosk = (): Promise<string> => addDevice({ store, scope, now: NOW });
  const append = (deviceId: string, lines: readonly RecordLines[]) =>
    statusesOf({ store, deviceId }, lines, NOW + 5);
  const entries = (position = 0) => feedOf(store, { scope, position });

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
      expect(await store.personalData.countSealed()).toBe(2);
      expect(await store.personalData.sealed({ after: first?.ordinal ?? 0, limit: 10 })).toEqual([second]);
      expect(await store.sessions.find(of.sessionId)).toMatchObject({ ideas: 1, comments: 1, sealed: 2 });
      const own = await store.contributions.ofParticipant(of.participantId);
      expect(own.map(({ kind, words, title, state }) => [kind, words, title, state])).toEqual([
        ['idea', null, null, 'held'],
        ['comment', null, null, 'held'],
      ]);
      expect((await entries()).filter(({ kind }) => kind === 'idea' || kind === 'comment')).toEqual([]);
    });
    test('all that is kept of one person is found, what was asked by the slip too, and nothing of others', async () => {
      const deviceId = await addKiosk();
      const chain = startChain();
      const sessionId = newId();
      const [ann, bob] = [newId(), newId()];
      const codeDigest = 'B'.repeat(22);
      const by = (participantId: string) => ({ participantId, sessionId });
      chain.add(
        'session.opened',
        { consultationId: scope, facilitatorId: newId(), workshopId: null },
        { sessionId },
      );
      chain.add('participant.welcomed', welcomed(), by(ann));
      chain.add('contact.sealed', { preference: 'phone', language: 'fr', sealed: 'YWdl' }, by(ann));
      chain.add('support', support(scope, newId()), by(ann));
      chain.add('receipt.issued', { codeDigest }, by(ann));
      chain.add('participant.left', {}, by(ann));
      chain.add('participant.welcomed', welcomed(), by(bob));
      const { id } = chain.add('idea', idea(scope), by(bob));
      chain.add('contribution.withdrawn', { codeDigest, contributionId: null });
      expect(await append(deviceId, chain.made)).toEqual(chain.made.map(() => 'stored'));
      const kept = await store.personalData.ofPerson(ann);
      expect(kept.map(({ kind }) => kind)).toEqual([
        'participant.welcomed',
        'contact.sealed',
        'support',
        'receipt.issued',
        'participant.left',
        'contribution.withdrawn',
      ]);
      expect(kept[0]).toMatchObject({ kiosk: 'k', place: 'p', receivedAt: NOW + 5 });
      const [, , , erased] = kept.map(({ lines }) => lines);
      expect(erased?.header).toContain(ann);
      const others = await store.personalData.ofPerson(bob);
      expect(others.map(({ kind, lines }) => [kind, lines.header.includes(id)])).toEqual([
        ['participant.welcomed', false],
        ['idea', true],
      ]);
      expect(await store.personalData.ofPerson(newId())).toEqual([]);

      const held = (participantId: string | null) =>
        store.personalData.heldOfPerson({ participantId, codeDigest });
      expect(await held(ann)).toEqual([]);
      const foreign = startChain({ chainId: chain.chainId });
      foreign.add('comment', { ...comment(scope, newId()), words: 'Mine?' }, by(ann));
      foreign.add('contribution.withdrawn', { codeDigest, contributionId: newId() });
      foreign.add('comment', comment(scope, newId()), by(bob));
      expect(await append(await addKiosk(), foreign.made)).toEqual(foreign.made.map(() => 'chain-foreign'));
      expect(await held(ann)).toMatchObject([
        {
          kind: 'comment',
          participantId: ann,
          kiosk: 'k',
          rule: 'chain-foreign',
          lines: { header: foreign.made[0]?.header, body: '' },
        },
        { kind: 'contribution.withdrawn', participantId: null, decision: null, lines: foreign.made[1] },
      ]);
      expect(await held(null)).toHaveLength(1);
    });
  });
}
