/** What every store must do with two records for one place: a kiosk's disk was set back or copied. Run by each store's own test. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionCompleteness } from '../../../common/domain/completeness.ts';
import { sha256 } from '../../../platform/crypto.ts';
import { comment, idea, newId, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';
import { testConsultation } from '../../test-support/service.ts';
import { FORKS_MAX } from '../records.ts';
import type { Store } from '../store.ts';
import { appendAll, feedOf, NOW, type OpenStore, openWithKiosk, statusesOf } from './opened.ts';

type Chain = ReturnType<typeof startChain>;
type Person = { readonly participantId: string; readonly codeDigest: string };

const newPerson = (): Person => ({
  participantId: newId(),
  codeDigest: newId().replaceAll('-', '').slice(0, 22),
});

export function forkContract(open: OpenStore): void {
  let store: Store;
  let deviceId: string;
  let end: () => Promise<void>;
  const consultation = testConsultation(NOW);
  const scope = consultation.id;
  const to = () => ({ store, deviceId });

  beforeEach(async () => {
    ({ store, deviceId, end } = await openWithKiosk(open, { consultation }));
  });
  afterEach(() => end());

  /** Comes, says something and gets a slip. */
  const visit = (chain: Chain, title: string, person = newPerson(), sessionId: string | null = null) => {
    const of = { participantId: person.participantId, sessionId };
    chain.add('participant.welcomed', welcomed(), of);
    const { id } = chain.add('idea', idea(scope, { title }), of);
    chain.add('receipt.issued', { codeDigest: person.codeDigest }, of);
    return { ...person, id };
  };
  const titles = async (): Promise<string[]> =>
    (await feedOf(store, { scope })).flatMap(({ kind, document }) =>
      kind === 'idea' && document !== null && 'title' in document ? [String(document.title)] : [],
    );

  test('both are stored and shown; what was said on a branch is taken back like anything else', async () => {
    const chain = startChain();
    visit(chain, 'First');
    const fork = startChain(chain);
    visit(chain, 'Here');
    const there = visit(fork, 'There');
    await appendAll(to(), [...chain.made, ...fork.made]);
    expect((await titles()).sort()).toEqual(['First', 'Here', 'There']);
    expect(await statusesOf(to(), fork.made)).toEqual(fork.made.map(() => 'duplicate'));
    const elsewhere = startChain();
    const { codeDigest, id: contributionId } = there;
    elsewhere.add('contribution.withdrawn', { codeDigest, contributionId });
    await appendAll(to(), elsewhere.made);
    expect((await titles()).sort()).toEqual(['First', 'Here']);
  });

  test('which of them comes first changes nothing of what is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1e6 })), async (numbers) => {
        const word = newId().slice(0, 8);
        const chain = startChain();
        const first = visit(chain, `${word} 0`);
        const fork = startChain(chain);
        const back = visit(chain, `${word} 1`);
        const other = visit(fork, `${word} 2`);
        const of = { participantId: other.participantId };
        fork.add('support', support(scope, first.id), of);
        fork.add('comment', comment(scope, first.id), of);
        const { codeDigest, id: contributionId } = back;
        fork.add('contribution.withdrawn', { codeDigest, contributionId });
        const all = [...chain.made, ...fork.made].map((lines) => ({ lines, at: numbers.next().value }));
        await appendAll(
          to(),
          all.toSorted((a, b) => a.at - b.at).map(({ lines }) => lines),
        );
        expect((await titles()).filter((title) => title.startsWith(word)).sort()).toEqual([
          `${word} 0`,
          `${word} 2`,
        ]);
        const shown = (await feedOf(store, { scope })).find(({ id }) => id === first.id);
        expect(shown?.document).toMatchObject({ supports: 1, comments: 1 });
      }),
      { numRuns: 20 },
    );
  });

  describe('the proof of a session', () => {
    const proof = async (sessionId: string) =>
      sessionCompleteness({ sessionId, chains: await store.sessions.evidence(sessionId), digest: sha256 });
    const session = (chain: Chain, title: string): string => {
      const sessionId = newId();
      const before = chain.made.length;
      const opened = { consultationId: scope, facilitatorId: newId(), workshopId: null };
      chain.add('session.opened', opened, { sessionId });
      visit(chain, title, newPerson(), sessionId);
      chain.add('participant.left', {});
      const counts = { participants: 1, ideas: 1, comments: 0, supports: 0 };
      const head = chain.head ?? { seq: 0, hash: '' };
      chain.add(
        'session.closed',
        { ...counts, records: chain.made.length - before - 1, head },
        { sessionId },
      );
      return sessionId;
    };

    test.each([
      ['as long as the chain', 0],
      ['longer than the chain, which goes on behind it', 3],
    ])('that lies on a branch, %s, counts all of it, and names the fork', async (_, more) => {
      const chain = startChain();
      session(chain, 'Before');
      const fork = startChain(chain);
      const here = session(chain, 'Here');
      for (let left = 0; left < more; left += 1) fork.add('participant.left', {});
      const there = session(fork, 'There');
      await appendAll(to(), [...chain.made, ...fork.made]);
      const { chainId } = chain;
      const forked = (from: number) => ({ finding: 'forked', chainId, from, to: from });
      expect(await proof(here)).toEqual({
        ...{ received: 5, expected: 5, verdict: 'incomplete' },
        findings: [7, 8, 9, 10, 11, 12].map(forked),
      });
      expect(await proof(there)).toEqual({
        ...{ received: 5, expected: 5, verdict: 'incomplete' },
        findings: [7, 8, 9, 10, 11, 12].slice(more).map(forked),
      });
      const [idea] = await store.sessions.contributions({ sessionId: there, after: 0, limit: 9 });
      expect(idea).toMatchObject({ chainId, seq: 9 + more });
    });
  });

  test('a session that both branches go on with is proved by the longer one, and nothing is called altered', async () => {
    const chain = startChain();
    const sessionId = newId();
    chain.add(
      'session.opened',
      { consultationId: scope, facilitatorId: newId(), workshopId: null },
      { sessionId },
    );
    const fork = startChain(chain);
    for (const [branch, ideas] of [
      [chain, 1],
      [fork, 3],
    ] as const) {
      for (let more = 0; more < ideas; more += 1) branch.add('idea', idea(scope), { sessionId });
      const head = branch.head ?? { seq: 0, hash: '' };
      const counts = { participants: 0, ideas, comments: 0, supports: 0, records: 1 + ideas, head };
      branch.add('session.closed', counts, { sessionId });
    }
    await appendAll(to(), [...chain.made, ...fork.made]);
    const { findings, received, expected } = sessionCompleteness({
      sessionId,
      chains: await store.sessions.evidence(sessionId),
      digest: sha256,
    });
    expect([received, expected]).toEqual([5, 5]);
    expect(findings.map(({ finding, from }) => `${finding} ${from}`)).toEqual(['forked 2', 'forked 3']);
  });

  test('the kiosk is told of its chain alone, whatever lies on branches', async () => {
    const chain = startChain();
    const fork = startChain(chain);
    for (const branch of [chain, fork]) visit(branch, 'An idea');
    await appendAll(to(), [...chain.made, ...fork.made]);
    const kept = await store.devices.keptThrough({ deviceId, receivedBefore: NOW + 1 });
    expect(kept).toEqual([{ chainId: chain.chainId, through: 3 }]);
    const anchor = { id: 'a', at: NOW, statement: 's', signature: 's' };
    expect(
      await store.devices.welcome({ deviceId, chainId: chain.chainId, reported: null, anchor }),
    ).toMatchObject({ head: chain.head, missing: [] });
  });

  test('words may go from where the kiosk has them once what it wrote there is old, not what others did', async () => {
    const chain = startChain();
    chain.add('participant.left', {});
    const copy = startChain(chain);
    visit(chain, 'Old');
    await appendAll(to(), chain.made, NOW);
    visit(copy, 'New');
    await appendAll(to(), copy.made, NOW + 10);
    const { chainId } = chain;
    const through = (receivedBefore: number) => store.devices.keptThrough({ deviceId, receivedBefore });
    expect(await through(NOW + 10)).toEqual([{ chainId, through: 1 }]);
    expect(await through(NOW + 11)).toEqual([{ chainId, through: 4 }]);
  });

  test('as many as nobody makes by accident wait for staff', async () => {
    const chain = startChain();
    const first = () => startChain(chain).add('participant.left', {}).lines;
    await appendAll(to(), Array.from({ length: FORKS_MAX }, first));
    const more = [first(), first(), first()];
    expect(await statusesOf(to(), more)).toEqual(['stored', 'seq-conflict', 'seq-conflict']);
    expect(await statusesOf(to(), more)).toEqual(['duplicate', 'seq-conflict', 'seq-conflict']);
  });
}
