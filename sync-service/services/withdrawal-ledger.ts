/**
 * What people took back, in a file beside the database and in no backup of it: after an older backup was put back, it is
 * taken back again before anybody sees it. A line names a record, the digest of a slip's code and a contribution; there
 * is no word of anybody in it.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytes16, instant, uuid } from '../../common/contract/values.ts';
import type { Withdrawal } from '../store/records.ts';
import type { Store } from '../store/store.ts';

const line = z.strictObject({
  recordId: uuid,
  codeDigest: bytes16,
  contributionId: uuid.nullable(),
  receivedAt: instant,
});

const fileIn = (dataFolder: string): string => join(dataFolder, 'withdrawals.jsonl');

/** The store, which writes each withdrawal into the ledger before its kiosk hears that it is stored. */
export function keepingLedger(store: Store, dataFolder: string): Store {
  const keep = (taken: readonly Withdrawal[]): void =>
    appendFileSync(fileIn(dataFolder), taken.map((one) => `${JSON.stringify(one)}\n`).join(''), {
      mode: 0o600,
      flush: true,
    });
  return {
    ...store,
    quarantine: {
      ...store.quarantine,
      async accept(request) {
        const accepted = await store.quarantine.accept(request);
        const { header, content, at } = request;
        if (accepted && content.kind === 'contribution.withdrawn')
          keep([{ recordId: header.id, ...content.payload, receivedAt: at }]);
        return accepted;
      },
    },
    records: {
      ...store.records,
      async append(batch) {
        const stored = await store.records.append(batch);
        const taken = batch.records.flatMap(({ header, content }, index): Withdrawal[] =>
          header !== null &&
          content?.kind === 'contribution.withdrawn' &&
          stored?.[index]?.status !== 'quarantined'
            ? [{ recordId: header.id, ...content.payload, receivedAt: batch.receivedAt }]
            : [],
        );
        // Should this fail, the kiosk gets no answer and sends the batch again.
        if (stored !== null && taken.length > 0) keep(taken);
        return stored;
      },
    },
  };
}

/** None where there is no file; a line that a power cut left unfinished was never answered and comes again. */
export function readLedger(dataFolder: string): Withdrawal[] {
  let text: string;
  try {
    text = readFileSync(fileIn(dataFolder), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((one) => {
    try {
      return line.safeParse(JSON.parse(one)).data ?? [];
    } catch {
      return [];
    }
  });
}
