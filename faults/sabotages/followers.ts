/** What breaks the order of the feed under many writers. */
import type { Sabotage } from '../sabotage.ts';
import { PUBLICATION } from './places.ts';

export const followers: readonly Sabotage[] = [
  {
    name: 'whoever publishes waits for nobody',
    scenario: 'followers',
    breaks: 'feed-misses-nothing',
    edits: [
      {
        file: PUBLICATION,
        find: 'const hold = () => db.run(HOLD, FEED_LOCK);',
        put: 'const hold = async () => FEED_LOCK;',
      },
    ],
  },
  {
    name: 'whoever publishes lets go of its place before the commit',
    scenario: 'followers',
    breaks: 'feed-misses-nothing',
    edits: [
      {
        file: PUBLICATION,
        find: 'const hold = () => db.run(HOLD, FEED_LOCK);',
        put: `const hold = async () => {
    await db.run('SELECT pg_advisory_lock($1)', FEED_LOCK);
    await db.run('SELECT pg_advisory_unlock($1)', FEED_LOCK);
  };`,
      },
    ],
  },
];
