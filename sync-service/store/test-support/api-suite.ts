/** What every store must do for the REST API. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecord } from '../../services/batches.ts';
import { idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { addDevice } from './device.ts';
import { NOW, type OpenStore } from './opened.ts';

export function apiContract(open: OpenStore): void {
  let store: Store;
  let remove: () => Promise<void>;
  const accountId = newId();

  beforeEach(async () => {
    ({ store, remove } = await open());
    const account = { id: accountId, name: 'Ann', role: 'administrator' as const, passwordHash: 'x' };
    await store.staff.addAccount({ ...account, createdAt: NOW });
  });
  afterEach(async () => {
    await store.close();
    await remove();
  });

  describe('a token', () => {
    const add = (name: string, tokenDigest: string) =>
      store.apiTokens.add({
        id: newId(),
        tokenDigest,
        name,
        scopes: ['published', 'export'],
        expiresAt: NOW + 9,
        at: NOW,
        accountId,
      });

    test('is found by its digest, remembers its last use, and stays in the list once revoked', async () => {
      expect(await add('Platform', 'a')).toBe(true);
      expect(await add('Mirror', 'b')).toBe(true);
      const found = await store.apiTokens.find('a');
      expect(found).toEqual({
        ordinal: found?.ordinal,
        id: found?.id,
        name: 'Platform',
        scopes: ['published', 'export'],
        createdAt: NOW,
        createdBy: 'Ann',
        expiresAt: NOW + 9,
        lastUsedAt: null,
        revokedAt: null,
      });
      expect(await store.apiTokens.find('c')).toBeNull();
      const id = found?.id ?? '';
      await store.apiTokens.used({ id, at: NOW + 1 });
      expect(await store.apiTokens.revoke({ id, at: NOW + 2, accountId })).toBe(true);
      expect(await store.apiTokens.revoke({ id, at: NOW + 3, accountId })).toBe(false);
      expect(await store.apiTokens.page({ words: [], before: null, limit: 9 })).toMatchObject([
        { name: 'Mirror', lastUsedAt: null, revokedAt: null },
        { name: 'Platform', lastUsedAt: NOW + 1, revokedAt: NOW + 2 },
      ]);
      const log = await store.staff.audit({ before: null, limit: 9 });
      expect(log.map(({ by, action, subject, detail }) => [by, action, subject, detail])).toEqual([
        ['Ann', 'api-token.revoked', 'Platform', ''],
        ['Ann', 'api-token.added', 'Mirror', 'published, export'],
        ['Ann', 'api-token.added', 'Platform', 'published, export'],
      ]);
    });
    test('leaves its name taken, and nothing in the log when it was not added', async () => {
      await add('Platform', 'a');
      expect(await add('Platform', 'b')).toBe(false);
      expect(await store.apiTokens.find('b')).toBeNull();
      expect(await store.staff.audit({ before: null, limit: 9 })).toHaveLength(1);
    });
  });

  test('answers come once a target, in the order in which they were given, to what is published alone', async () => {
    const consultation = testConsultation(NOW);
    const { id: consultationId } = consultation;
    const proposal = { id: newId(), consultationId, topicId: null, title: { en: 'a' }, text: { en: 'b' } };
    await store.city.save([
      { kind: 'consultation', document: consultation },
      { kind: 'proposal', document: { ...proposal, supports: 0, comments: 0 } },
    ]);
    const imported = (state: 'published' | 'held') => ({
      id: newId(),
      consultationId,
      topicId: null,
      title: 'Trees',
      words: 'Forty.',
      language: 'en',
      at: NOW,
      supports: 0,
      state,
      attribution: 'elsewhere',
    });
    const [shown, held] = [imported('published'), imported('held')];
    await store.contributions.importIdeas({ ideas: [shown, held], receivedAt: NOW });
    const give = (id: string, kind: 'idea' | 'proposal', state: 'planned' | 'done' | null) =>
      store.answers.give({
        target: { id, kind },
        answer: state === null ? null : { state, text: { en: state } },
        at: NOW,
        accountId,
      });
    await give(shown.id, 'idea', 'planned');
    await give(held.id, 'idea', 'planned');
    await give(proposal.id, 'proposal', 'done');
    await give(shown.id, 'idea', 'done');
    const page = (after = 0, limit = 9) => store.answers.page({ consultationId, after, limit });
    const all = await page();
    expect(all.map(({ target, state, text, at }) => ({ target, state, text, at }))).toEqual([
      { target: { id: proposal.id, kind: 'proposal' }, state: 'done', text: { en: 'done' }, at: NOW },
      { target: { id: shown.id, kind: 'idea' }, state: 'done', text: { en: 'done' }, at: NOW },
    ]);
    expect(await page(0, 1)).toEqual(all.slice(0, 1));
    expect(await page(all[0]?.ordinal)).toEqual(all.slice(1));
    await give(proposal.id, 'proposal', null);
    expect((await page()).map(({ target: { id }, state }) => [id, state])).toEqual([
      [shown.id, 'done'],
      [proposal.id, null],
    ]);
    expect(await store.answers.page({ consultationId: newId(), after: 0, limit: 9 })).toEqual([]);
  });

  describe('a webhook', () => {
    const consultation = testConsultation(NOW);
    const { id: consultationId } = consultation;
    const webhookId = newId();
    const claim = (at = NOW, busy: readonly string[] = []) =>
      store.webhooks.claim({ at, again: at + 60, busy });
    const add = (id = webhookId, url = 'https://a.example/') =>
      store.webhooks.add({ id, url, at: NOW, accountId });
    /** All that is to be delivered, each settled as arrived. */
    const told = async () => {
      const all = [];
      for (let [next] = await claim(); next !== undefined; [next] = await claim()) {
        all.push([next.type, next.about?.kind, next.about?.id]);
        await store.webhooks.settle({ id: next.id, at: NOW, failure: null, again: null });
      }
      return all;
    };
    const publish = async (): Promise<string> => {
      const id = newId();
      const idea = {
        id,
        consultationId,
        topicId: null,
        title: 'Trees',
        words: 'Forty.',
        language: 'en',
        at: NOW,
      };
      await store.contributions.importIdeas({
        ideas: [{ ...idea, supports: 0, state: 'published', attribution: 'elsewhere' }],
        receivedAt: NOW,
      });
      return id;
    };
    const decide = (id: string, decision: 'held' | 'published') =>
      store.moderation.decide({
        ids: [id],
        decision,
        reason: null,
        note: '',
        turn: newId(),
        at: NOW,
        accountId,
      });
    const answer = (id: string, state: 'done' | null) =>
      store.answers.give({
        target: { id, kind: 'idea' },
        answer: state === null ? null : { state, text: {} },
        at: NOW,
        accountId,
      });
    beforeEach(() => store.city.save([{ kind: 'consultation', document: consultation }]));

    test('is told of what happens to published documents after it was added, in that order', async () => {
      const before = await publish();
      await add();
      const id = await publish();
      const covered = { contributionId: id, title: 'Trees', words: '[…]', at: NOW, accountId };
      await store.masks.mask(covered);
      await answer(id, 'done');
      await decide(id, 'held');
      await answer(id, null);
      await decide(id, 'published');
      await decide(id, 'published');
      await decide(before, 'held');
      expect(await told()).toEqual([
        ['contribution.published', 'idea', id],
        ['contribution.corrected', 'idea', id],
        ['answer.given', 'idea', id],
        ['contribution.unpublished', 'idea', id],
        ['contribution.published', 'idea', id],
        ['contribution.unpublished', 'idea', before],
      ]);
    });

    test('is told of a joined idea as such, of nothing while it stays joined, and of it anew when it is taken apart', async () => {
      const [kept, one] = [await publish(), await publish()];
      await add();
      const join = (into: string | null) =>
        store.moderation.merge({ turn: newId(), id: one, into, at: NOW, accountId });
      await join(kept);
      await decide(one, 'held');
      await decide(one, 'published');
      await join(null);
      await decide(one, 'held');
      expect(await told()).toEqual([
        ['contribution.joined', 'idea', one],
        ['contribution.published', 'idea', one],
        ['contribution.unpublished', 'idea', one],
      ]);
    });

    test('has its like in a list of changes: whatever is decided, each contribution once, at its last change', async () => {
      const [first, second] = [await publish(), await publish()];
      const changed = async (position = 0, limit = 9) => {
        const found = await store.contributions.changed({ consultationId, position, limit });
        return found.map((row) => ({ id: row.id, state: row.state, position: row.position }));
      };
      const before = await store.contributions.lastChange(consultationId);
      expect((await changed()).at(-1)).toMatchObject({ id: second, position: before });
      await decide(first, 'held');
      expect(await changed(before)).toMatchObject([{ id: first, state: 'held' }]);
      await answer(second, 'done');
      expect((await changed(before)).map(({ id }) => id)).toEqual([first, second]);
      expect(await changed(before, 1)).toHaveLength(1);
      expect(await changed(await store.contributions.lastChange(consultationId))).toEqual([]);
      expect(await store.contributions.lastChange(newId())).toBe(0);
    });

    test('is told that an author took something back, and nothing of supports and what the city saves', async () => {
      await add();
      const deviceId = await addDevice({ store, scope: consultationId, now: NOW });
      const chain = startChain();
      const code = 'E'.repeat(22);
      const participantId = newId();
      chain.add('participant.welcomed', welcomed(), { participantId });
      const own = chain.add('idea', idea(consultationId), { participantId }).id;
      chain.add('support', support(consultationId, own), { participantId: newId() });
      chain.add('receipt.issued', { codeDigest: code }, { participantId });
      const append = (from: number) =>
        store.records.append({ deviceId, records: chain.made.slice(from).map(readRecord), receivedAt: NOW });
      await append(0);
      await store.city.save([{ kind: 'consultation', document: { ...consultation, attribution: 'b' } }]);
      chain.add('contribution.withdrawn', { codeDigest: code, contributionId: own });
      await append(4);
      expect(await told()).toEqual([
        ['contribution.published', 'idea', own],
        ['contribution.withdrawn', 'idea', own],
      ]);
    });

    test('gets one delivery at a time, the same again when it was not settled, until it is given up', async () => {
      await add();
      const other = newId();
      await add(other, 'https://b.example/');
      const id = await publish();
      await publish();
      const both = await claim();
      expect(both).toMatchObject([
        { url: 'https://a.example/', attempts: 1, about: { id, kind: 'idea', consultationId } },
        { url: 'https://b.example/', attempts: 1, about: { id } },
      ]);
      expect(await claim(NOW, [webhookId, other]), 'busy ones').toEqual([]);
      const [first] = both;
      if (first === undefined) throw new Error('none');
      expect(
        (await claim(NOW + 60, [other])).map((one) => [one.id, one.attempts]),
        'not settled',
      ).toEqual([[first.id, 2]]);
      await store.webhooks.settle({ id: first.id, at: NOW + 61, failure: 'HTTP 500', again: NOW + 99 });
      expect(
        (await claim(NOW + 70, [other])).map(({ attempts }) => attempts),
        'the next one',
      ).toEqual([1]);
      expect(await store.webhooks.list()).toMatchObject([
        { id: other, waiting: 2, givenUp: 0, lastFailure: null },
        {
          id: webhookId,
          lastFailure: { at: NOW + 61, reason: 'HTTP 500' },
          lastDeliveredAt: null,
          waiting: 2,
        },
      ]);
      await store.webhooks.settle({ id: first.id, at: NOW + 99, failure: 'HTTP 500', again: null });
      expect(await store.webhooks.list()).toMatchObject([{}, { waiting: 1, givenUp: 1 }]);
      await store.webhooks.forget({ before: NOW + 99 });
      expect(await store.webhooks.list()).toMatchObject([{}, { givenUp: 1 }]);
      await store.webhooks.forget({ before: NOW + 100 });
      expect(await store.webhooks.list()).toMatchObject([{}, { waiting: 1, givenUp: 0 }]);
    });

    test('is tested, and removed with all that it was to be told', async () => {
      const request = { id: webhookId, deliveryId: newId(), at: NOW };
      expect(await store.webhooks.test(request)).toBe(false);
      await add();
      expect(await store.webhooks.test(request)).toBe(true);
      expect(await claim()).toEqual([
        {
          id: request.deliveryId,
          webhookId,
          url: 'https://a.example/',
          type: 'test',
          about: null,
          createdAt: NOW,
          attempts: 1,
        },
      ]);
      await store.webhooks.settle({ id: request.deliveryId, at: NOW + 5, failure: null, again: null });
      expect(await store.webhooks.list()).toEqual([
        {
          id: webhookId,
          url: 'https://a.example/',
          createdAt: NOW,
          createdBy: 'Ann',
          lastDeliveredAt: NOW + 5,
          lastFailure: null,
          waiting: 0,
          givenUp: 0,
        },
      ]);
      await publish();
      const remove = () => store.webhooks.remove({ id: webhookId, at: NOW, accountId });
      expect([await remove(), await remove()]).toEqual([true, false]);
      expect([await claim(), await store.webhooks.list()]).toEqual([[], []]);
      expect((await store.staff.audit({ before: null, limit: 2 })).map(({ action }) => action)).toEqual([
        'webhook.removed',
        'webhook.added',
      ]);
    });
  });
}
