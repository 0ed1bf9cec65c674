/** What breaks what must hold of records that nobody can take. */
import type { Sabotage } from '../sabotage.ts';
import { BATCHES, OUTBOX, SERVICE_RECORDS } from './places.ts';

export const poison: readonly Sabotage[] = [
  {
    name: 'a bad record is dropped in silence',
    scenario: 'poison',
    breaks: 'bad-visible',
    edits: [
      { file: SERVICE_RECORDS, find: 'quarantine.add({ record, deviceId, rule, receivedAt });', put: '' },
    ],
  },
  {
    name: 'a batch with a bad record is refused whole',
    scenario: 'poison',
    breaks: 'bad-visible',
    edits: [
      {
        file: BATCHES,
        find: 'return success(split.map(readRecord));',
        put: "const read = split.map(readRecord);\n  return read.some(({ rule }) => rule !== null) ? problem('batch-malformed') : success(read);",
      },
    ],
  },
  {
    name: 'an unreadable record takes its batch with it',
    scenario: 'poison',
    breaks: 'good-accepted',
    edits: [
      {
        file: OUTBOX,
        find: 'if (items.length === 1 && only) {\n      settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);',
        put: 'if (only) {\n      settle(items.map(({ ordinal }) => ({ ordinal, rule: UNREADABLE_RULE })));',
      },
    ],
  },
  {
    name: 'whatever follows a bad record is held with it',
    scenario: 'poison',
    breaks: 'good-accepted',
    edits: [
      {
        file: SERVICE_RECORDS,
        find: 'if (record.rule !== null) return held(record.rule);',
        put: "spoilt ||= record.rule !== null;\n      if (spoilt) return held(record.rule ?? 'payload-invalid');",
      },
      {
        file: SERVICE_RECORDS,
        find: 'const sessions = new Set<string>();',
        put: 'const sessions = new Set<string>();\n    let spoilt = false;',
      },
    ],
  },
  {
    name: 'the kiosk connects anew after each push',
    scenario: 'poison',
    breaks: 'connection-kept',
    edits: [
      {
        file: OUTBOX,
        find: 'settle(answer.value);',
        put: "settle(answer.value);\n      refused(problem('internal'));",
      },
    ],
  },
  {
    name: 'the kiosk leaves over a record that cannot be read',
    scenario: 'poison',
    breaks: 'connection-kept',
    edits: [
      {
        file: OUTBOX,
        find: 'settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);',
        put: `settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);
      if (!left.has(only.ordinal)) refused(problem('internal'));
      left.add(only.ordinal);`,
      },
      {
        file: OUTBOX,
        find: 'export function createOutboxPusher({',
        put: 'const left = new Set<number>();\n\nexport function createOutboxPusher({',
      },
    ],
  },
];
