/** What breaks what must hold of a side that was set back. */
import type { Sabotage } from '../sabotage.ts';
import { SERVICE_DEVICES, SERVICE_RECORDS, WELCOME } from './places.ts';

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
    name: 'what was anchored earlier replaces what holds its place in the chain',
    scenario: 'restore',
    breaks: 'both-branches-kept',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'if (isInserted(chainId, header, record, receivedAt)) return STORED;',
        put: `const signed = "(SELECT at FROM time_anchors WHERE id = json_extract(header, '$.anchor'))";
    if (hashById.get(header.id) === undefined)
      db.prepare(\`DELETE FROM records WHERE chain_id = ? AND seq = ? AND \${signed} > (SELECT at FROM time_anchors WHERE id = ?)\`)
        .run(chainId, seq, header.anchor);
    if (isInserted(chainId, header, record, receivedAt)) return STORED;`,
      },
    ],
  },
  {
    name: 'what was taken back since a backup is not taken back again',
    scenario: 'restore',
    breaks: 'taken-back-stays-gone',
    edits: [
      {
        file: 'sync-service/admin/commands.ts',
        find: 'await store.records.withdraw(readLedger(dataFolder));',
        put: 'readLedger(dataFolder);',
      },
    ],
  },
  {
    name: 'nobody writes down beside the database what was taken back',
    scenario: 'restore',
    breaks: 'taken-back-stays-gone',
    edits: [
      {
        file: 'sync-service/services/withdrawal-ledger.ts',
        find: 'if (stored !== null && taken.length > 0) keep(taken);',
        put: 'if (stored === null && taken.length > 0) keep(taken);',
      },
    ],
  },
  {
    name: 'an erased record is filled again by whoever still has it',
    scenario: 'restore',
    breaks: 'taken-back-stays-gone',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: "if (present !== undefined) return present === record.hash ? DUPLICATE : 'id-conflict';",
        put: `if (present === record.hash && record.lines.body !== '')
      db.prepare('UPDATE records SET body = ? WHERE id = ?').run(record.lines.body, header.id);
    if (present !== undefined) return present === record.hash ? DUPLICATE : 'id-conflict';`,
      },
    ],
  },
  {
    name: 'whatever finds its place taken waits for staff',
    scenario: 'restore',
    breaks: 'taken-back-stays-gone',
    edits: [{ file: SERVICE_RECORDS, find: 'nth <= FORKS_MAX', put: 'nth < 1' }],
  },
];
