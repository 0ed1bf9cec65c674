/** What breaks what must hold of a side that was set back. */
import type { Sabotage } from '../sabotage.ts';
import { REPLACE_RECORD, SERVICE_DEVICES, WELCOME } from './places.ts';

export const restore: readonly Sabotage[] = [
  {
    name: 'what the service lost is not sent again',
    scenario: 'restore',
    breaks: 'acknowledged-is-stored',
    edits: [
      {
        file: WELCOME,
        find: 'let reopened = anotherEpoch ? store.outbox.reopenAll() : 0;',
        put: 'let reopened = anotherEpoch ? 0 : 0;',
      },
      {
        file: WELCOME,
        find: 'reopened += store.outbox.reopen({ chainId, ranges: [...missing, above] });',
        put: 'reopened += missing.length + above.length;',
      },
    ],
  },
  {
    name: 'the service forgets what a kiosk no longer has',
    scenario: 'restore',
    breaks: 'both-branches-kept',
    edits: [
      {
        file: SERVICE_DEVICES,
        find: 'if (reported) chains.report({ chainId, seq: reported.seq });',
        put: `if (reported) chains.report({ chainId, seq: reported.seq });
      if (reported) db.prepare('DELETE FROM records WHERE chain_id = ? AND seq > ?').run(chainId, reported.seq);`,
      },
    ],
  },
  {
    name: 'a second record at a place in the chain replaces the first',
    scenario: 'restore',
    breaks: 'both-branches-kept',
    edits: [
      ...REPLACE_RECORD,
      {
        file: WELCOME,
        find: 'if (!sameChain) {',
        put: 'if (!sameChain && reopened < 0) {',
      },
    ],
  },
];
