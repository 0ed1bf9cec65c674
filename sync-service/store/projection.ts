/**
 * Carries acknowledged records over into what people see. A batch is acknowledged when its records are stored; what follows from
 * them is folded afterwards, and before anybody looks (docs/decisions/0021-acknowledged-first-folded-before-anyone-looks.md).
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { usualPayload } from '../../common/contract/record-shapes.ts';
import { isRecordKind, recordPayloads } from '../../common/contract/records.ts';
import { payloadText } from '../../common/domain/record-lines.ts';
import type { RecordHeader } from '../../common/domain/records.ts';
import type { Arrival, KnownPayload } from './records.ts';

export type Projection = {
  /** Resolves when all that was acknowledged before the call is folded. */
  settle(): Promise<void>;
  /** Records that are acknowledged and not folded yet. */
  waiting(): Promise<number>;
};

/** Records that follow each other in a chain. */
export type Run = { readonly chainId: string; readonly from: number; readonly to: number };
export type WaitingRun = Run & { readonly ordinal: number };

/** Records of the longest run. */
const RUN_MAX = 500;
/** Runs that are looked at for one transaction. */
export const RUNS_AT_ONCE = 200;

/** Of newly stored records, in the order in which each chain first occurs. */
export function runsOf(stored: readonly { readonly chainId: string; readonly seq: number }[]): Run[] {
  const chains = Map.groupBy(stored, ({ chainId }) => chainId);
  const runs: Run[] = [];
  for (const [chainId, records] of chains) {
    const seqs = records.map(({ seq }) => seq).sort((a, b) => a - b);
    let from: number | null = null;
    for (const [nth, seq] of seqs.entries()) {
      from ??= seq;
      if (seqs[nth + 1] === seq + 1 && seq - from + 1 < RUN_MAX) continue;
      runs.push({ chainId, from, to: seq });
      from = null;
    }
  }
  return runs;
}

/** Those that are folded together, of the oldest that wait: so many records, more or less. */
export function atOnce(waiting: readonly WaitingRun[], most: number): WaitingRun[] {
  let records = 0;
  const after = waiting.findIndex(({ from, to }) => {
    const full = records >= most;
    records += to - from + 1;
    return full;
  });
  return waiting.slice(0, after < 0 ? waiting.length : after);
}

export type StoredRow = {
  readonly kind: string;
  readonly header: string;
  readonly body: string | null;
  readonly receivedAt: number;
  readonly deviceId: string;
};

/**
 * Null for what says nothing: an erased body, and a row that was altered since it was stored, which is told by the session's proof
 * and must not hold back the others.
 */
export function arrivalOf(row: StoredRow): Arrival | null {
  const content = contentOf(row);
  if (content === null) return null;
  const { header, deviceId, receivedAt } = row;
  try {
    return { header: JSON.parse(header) as RecordHeader, content, deviceId, receivedAt };
  } catch {
    return null;
  }
}

/** What a stored body says, whatever its header has of it: one that was sealed again has another digest. Null as above. */
export function contentOf({ kind, body }: Pick<StoredRow, 'kind' | 'body'>): KnownPayload | null {
  if (body === null || !isRecordKind(kind)) return null;
  try {
    const text = payloadText(body);
    const payload = usualPayload(kind, text) ?? recordPayloads[kind].safeParse(JSON.parse(text)).data;
    return payload === undefined ? null : ({ kind, payload } as KnownPayload);
  } catch {
    return null;
  }
}

/** When the last of them came. */
export const latestOf = (arrivals: readonly Arrival[]): number =>
  arrivals.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), 0);

/** `fold` does one transaction's work; `waiting` tells the ordinals of the oldest and the newest run, null where none waits. */
export function settler({
  waiting,
  fold,
}: {
  readonly waiting: () => Promise<{ readonly oldest: number; readonly newest: number } | null>;
  readonly fold: () => Promise<void>;
}): () => Promise<void> {
  /** Whoever wants the same done meanwhile waits for the same. */
  let folding: Promise<void> | null = null;
  return async () => {
    let left = await waiting();
    const through = left?.newest ?? 0;
    while (left !== null && left.oldest <= through) {
      folding ??= fold().finally(() => {
        folding = null;
      });
      await folding;
      await othersTurn();
      left = await waiting();
    }
  };
}
