/** What every store must keep up for whoever has a slip. Run by each store's own test. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isPublic } from '../../../common/contract/feed.ts';
import type { SlipCopy } from '../../../common/contract/receipts.ts';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { recipientOf } from '../../../platform/sealed-file.ts';
import { identityOfSlip, lookUpOfSlip, participantOfSlip } from '../../../platform/slip.ts';
import { openCopy } from '../../../platform/slip-copy.ts';
import { makeCopy } from '../../services/slip-copies.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import type { Store } from '../store.ts';
import { appendAll, NOW, type OpenStore, openWithKiosk } from './opened.ts';

const CODE = 'D'.repeat(22);
const SECRET = Buffer.alloc(16, 7);
const OF = { participantId: participantOfSlip(SECRET) };
const LOOK_UP = lookUpOfSlip(SECRET);
const CITY_SAYS = { state: 'planned', text: { fr: 'En juin.' } } as const;

export function slipContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const accountId = newId();

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, {
      consultation,
      account: { id: accountId, role: 'moderator' },
    }));
  });
  afterEach(() => end());

  const append = (lines: readonly RecordLines[]): Promise<void> => appendAll({ store, deviceId }, lines);
  const renew = async (make = makeCopy(() => NOW)): Promise<number> => {
    await store.projection.settle();
    return store.slips.renew({ limit: 99, make });
  };
  const page = (slips: { slips?: true } = { slips: true }) =>
    store.feed.page({ scope, position: 0, limit: 999, maxBytes: 1e9, tombstones: true, ...slips });
  /** What the feed has for the slip: null for a tombstone, undefined where there never was anything. */
  const document = async () => {
    await store.projection.settle();
    return (await page()).entries.find(({ id }) => id === LOOK_UP)?.document;
  };
  const copy = async (): Promise<SlipCopy | null> => {
    const found = await document();
    return found && 'sealed' in found ? openCopy(found.sealed, SECRET) : null;
  };
  const keyed = async () => ({
    consultationId: scope,
    lookUp: LOOK_UP,
    recipient: await recipientOf(identityOfSlip(SECRET)),
  });
  /** An idea, what somebody else said to it, a comment and a support of the same person, and the keys of their slip. */
  const visit = async () => {
    const chain = startChain();
    const other = { participantId: newId() };
    chain.add('participant.welcomed', welcomed(), OF);
    const one = chain.add('idea', idea(scope, { title: 'MARK-1', words: 'MARK-one' }), OF).id;
    chain.add('receipt.issued', { codeDigest: CODE }, OF);
    chain.add('slip.keyed', await keyed(), OF);
    chain.add('participant.welcomed', welcomed(), other);
    const theirs = chain.add('idea', idea(scope, { title: 'Theirs' }), other).id;
    const two = chain.add('comment', { ...comment(scope, theirs), words: 'MARK-two' }, OF).id;
    const three = chain.add('support', support(scope, theirs), OF).id;
    return { chain, one, two, three, theirs };
  };
  const answer = (id: string, said: typeof CITY_SAYS | null) =>
    store.answers.give({ target: { id, kind: 'idea' }, answer: said, at: NOW, accountId });

  describe('slips', () => {
    test('whoever has the secret reads what became of all of it, and nobody else gets anything', async () => {
      const { chain, one, two, three, theirs } = await visit();
      await append(chain.made);
      expect(await document()).toBeUndefined();
      expect(await renew()).toBe(1);
      const target = { id: theirs, kind: 'idea' };
      expect(await copy()).toMatchObject({
        at: NOW,
        contributions: [
          { id: one, kind: 'idea', title: 'MARK-1', words: 'MARK-one', state: 'published' },
          { id: two, kind: 'comment', title: null, words: 'MARK-two', target },
          { id: three, kind: 'support', words: null, target },
        ],
      });
      expect(JSON.stringify(await document())).not.toContain('MARK');
      const { sealed = '' } = ((await document()) ?? {}) as { sealed?: string };
      expect(await openCopy(sealed, Buffer.alloc(16, 8))).toBeNull();
      expect((await page({})).entries.filter((entry) => !isPublic(entry))).toEqual([]);
    });

    test('what staff decide, answer and take back is in the next copy, and what changes nothing makes none', async () => {
      const { chain, one, theirs } = await visit();
      await append(chain.made);
      await renew();
      const first = await document();
      expect(await renew()).toBe(0);
      // Counts of supports, and what the feed says of other people's ideas to everybody, make no copy.
      const more = startChain();
      more.add('support', support(scope, one), { participantId: newId() });
      await append(more.made);
      await answer(theirs, CITY_SAYS);
      await renew();
      expect(await document()).toEqual(first);

      await answer(one, CITY_SAYS);
      expect(await renew()).toBe(1);
      expect((await copy())?.contributions[0]).toMatchObject({ id: one, answer: CITY_SAYS });
      await answer(one, null);
      const by = { at: NOW, accountId, reason: 'off-topic', note: '', turn: newId() } as const;
      await store.moderation.decide({ ids: [one], decision: 'refused', ...by });
      await renew();
      const [own] = (await copy())?.contributions ?? [];
      expect(own).toMatchObject({ state: 'refused', reason: 'off-topic', words: 'MARK-one' });
      expect(own).not.toHaveProperty('answer');
    });

    test('other words of its author are in the next copy', async () => {
      const { chain, one } = await visit();
      const {
        consultationId: _,
        topicId: __,
        ...said
      } = idea(scope, { title: 'Better', words: 'Better words' });
      const change = { codeDigest: CODE, contributionId: one, replaces: one, ...said };
      await append(chain.made);
      await renew();
      const { id: revision } = chain.add('contribution.corrected', change);
      await append(chain.made.slice(-1));
      await renew();
      expect((await copy())?.contributions[0]).toMatchObject({ words: 'Better words', revision });
    });

    test('what was taken back is gone at once, and the rest comes again; after all of it nothing does', async () => {
      const { chain, one, two } = await visit();
      await append(chain.made);
      await renew();
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: one });
      await append(chain.made.slice(-1));
      expect(await document()).toBeNull();
      await renew();
      const left = (await copy())?.contributions.map(({ id }) => id);
      expect(left).toContain(two);
      expect(left).not.toContain(one);
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: null });
      await append(chain.made.slice(-1));
      expect(await document()).toBeNull();
      expect(await renew()).toBe(1);
      expect(await document()).toBeNull();
    });

    test('a support that was taken back is in no later copy', async () => {
      const { chain, three } = await visit();
      await append(chain.made);
      await renew();
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: three });
      await append(chain.made.slice(-1));
      await renew();
      expect((await copy())?.contributions.map(({ id }) => id)).not.toContain(three);
    });

    test('what was taken back while its copy was made does not come back with it', async () => {
      const { chain, one } = await visit();
      await append(chain.made);
      chain.add('contribution.withdrawn', { codeDigest: CODE, contributionId: one });
      await renew(async (slip) => {
        const made = await makeCopy(() => NOW)(slip);
        await append(chain.made.slice(-1));
        await store.projection.settle();
        return made;
      });
      expect(await document()).toBeUndefined();
      await renew();
      expect((await copy())?.contributions.map(({ id }) => id)).not.toContain(one);
    });

    test('what is kept no longer goes from the copy, too', async () => {
      const { chain } = await visit();
      await append(chain.made);
      await renew();
      await store.retention.erase({
        kind: 'words',
        olderThan: NOW + 1,
        limit: 99,
        at: NOW + 1,
        run: newId(),
      });
      expect(await document()).toBeNull();
      await renew();
      expect((await copy())?.contributions.map(({ kind }) => kind)).toEqual(['support']);
    });

    test('keys that come first, or twice, or for somebody else’s slip, change nothing', async () => {
      const { chain, one } = await visit();
      const keys = chain.made.findIndex(({ header }) => header.includes('"slip.keyed"'));
      await append(chain.made.slice(keys, keys + 1));
      await renew();
      expect(await document()).toBeUndefined();
      await append(chain.made.toSpliced(keys, 1));
      const thief = startChain();
      const recipient = await recipientOf(identityOfSlip(Buffer.alloc(16, 9)));
      thief.add('slip.keyed', { ...(await keyed()), recipient }, OF);
      thief.add('slip.keyed', { ...(await keyed()), recipient }, { participantId: newId() });
      thief.add('slip.keyed', await keyed(), OF);
      await append(thief.made);
      await renew();
      expect((await copy())?.contributions[0]).toMatchObject({ id: one });
    });

    test('of more than fits the oldest are left out', async () => {
      const chain = startChain();
      chain.add('participant.welcomed', welcomed(), OF);
      chain.add('slip.keyed', await keyed(), OF);
      const words = '木'.repeat(5_000);
      const ids = Array.from({ length: 20 }, () => chain.add('idea', idea(scope, { words }), OF).id);
      await append(chain.made);
      await renew();
      const { contributions = [], more } = (await copy()) ?? {};
      expect(more).toBe(true);
      expect(contributions.length).toBeGreaterThan(10);
      expect(contributions.map(({ id }) => id)).toEqual(ids.slice(-contributions.length));
    });
  });
}
