/** Made-up workshops and what people must see of them, told by a model that knows nothing of SQL. */
import fc from 'fast-check';
import type { RecordLines } from '../../../common/domain/record-lines.ts';
import { comment, idea, newId, resumed, support, welcomed } from '../../test-support/contributions.ts';
import { startChain } from '../../test-support/kiosk.ts';

type Step =
  | { readonly does: 'agrees' | 'disagrees' | 'goes-on' | 'posts'; readonly person: number }
  | { readonly does: 'supports' | 'comments'; readonly person: number; readonly on: number };

const person = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('agrees' as const, 'goes-on' as const, 'posts' as const), person }),
  fc.record({ does: fc.constant('disagrees' as const), person }),
  fc.record({
    does: fc.constantFrom('supports' as const, 'comments' as const),
    person,
    on: fc.nat({ max: 5 }),
  }),
);

/** Steps, the order in which their records arrive (some twice), and where batches end. */
export const workshops = fc.array(step, { minLength: 1, maxLength: 30 }).chain((steps) =>
  fc.record({
    steps: fc.constant(steps),
    arrival: fc
      .tuple(
        fc.shuffledSubarray([...steps.keys()], { minLength: steps.length }),
        fc.subarray([...steps.keys()]),
      )
      .map(([all, again]) => [...all, ...again]),
    batchSize: fc.integer({ min: 1, max: 12 }),
  }),
);

export type Seen = Map<string, { supports: number; comments: number } | 'comment'>;

/** Records for the steps, with new ids, and what the feed must show once all of them have come. */
export function playWorkshop(
  steps: readonly Step[],
  scope: string,
): { lines: RecordLines[]; ids: Set<string>; seen: Seen } {
  const people = Array.from({ length: 4 }, newId);
  const ideas = Array.from({ length: 6 }, newId);
  const chain = startChain();
  const agreed = new Map<string, boolean>();
  const posted = new Map<string, string>();
  const supports = new Set<string>();
  const comments: { id: string; by: string; on: string }[] = [];
  let nextIdea = 0;

  for (const taken of steps) {
    const participantId = people[taken.person] as string;
    const by = { participantId };
    if (taken.does === 'agrees' || taken.does === 'disagrees' || taken.does === 'goes-on') {
      const given = taken.does !== 'disagrees';
      agreed.set(participantId, given && agreed.get(participantId) !== false);
      if (taken.does === 'goes-on') chain.add('participant.resumed', resumed(), by);
      else chain.add('participant.welcomed', welcomed(given), by);
    } else if (!('on' in taken)) {
      const id = ideas[nextIdea] ?? newId();
      nextIdea += 1;
      posted.set(id, participantId);
      chain.add('idea', idea(scope), { ...by, id });
    } else {
      const on = ideas[taken.on] as string;
      if (taken.does === 'supports') {
        supports.add(`${on} ${participantId}`);
        chain.add('support', support(scope, on), by);
      } else {
        const { id } = chain.add('comment', comment(scope, on), by);
        comments.push({ id, by: participantId, on });
      }
    }
  }

  const seen: Seen = new Map();
  const shownComments = comments.filter(({ by }) => agreed.get(by) === true);
  for (const { id } of shownComments) seen.set(id, 'comment');
  for (const [id, by] of posted) {
    if (agreed.get(by) !== true) continue;
    seen.set(id, {
      supports: [...supports].filter((pair) => pair.startsWith(id)).length,
      comments: shownComments.filter(({ on }) => on === id).length,
    });
  }
  return { lines: chain.made, ids: new Set([...posted.keys(), ...comments.map(({ id }) => id)]), seen };
}
