/** A batch as it arrives: decoded, read, stored in one transaction, answered record by record. */
import type { BatchEncoding, SyncAnswer } from '../../common/contract/sync.ts';
import type { QuarantineRule } from '../../common/domain/records.ts';
import { problem, success } from '../../common/problems.ts';
import { decodeBatch } from '../../platform/batch-encoding.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { readBatch } from '../services/batches.ts';
import type { Store } from '../store/store.ts';

/** A kiosk of protocol 1 takes no answer with a rule that it does not know; this is the one that staff can lift, too. */
const toldRule = (rule: QuarantineRule, protocol: number): QuarantineRule =>
  protocol === 1 && rule === 'action-not-allowed' ? 'consultation-unknown' : rule;

export async function takeBatch({
  deviceId,
  batch,
  encoding,
  protocol,
  requestId,
  context: { store, log, metrics, now },
}: {
  readonly deviceId: string;
  readonly batch: Uint8Array;
  readonly encoding: BatchEncoding;
  readonly protocol: number;
  readonly requestId: string;
  readonly context: {
    readonly store: Store;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly now: () => number;
  };
}): Promise<SyncAnswer<'records:push'>> {
  const startedAt = performance.now();
  const plain = decodeBatch(batch, encoding);
  if (!plain.ok) return plain;
  const read = readBatch(plain.value);
  if (!read.ok) return read;
  const statuses = await store.records.append({ deviceId, records: read.value, receivedAt: now() });
  if (statuses === null) return problem('device-revoked');
  const quarantined = statuses.flatMap(({ rule }, index) =>
    rule === null ? [] : [{ index, rule: toldRule(rule, protocol) }],
  );
  const ms = performance.now() - startedAt;
  const bytes = plain.value.byteLength;
  metrics.stored({ statuses, bytes, seconds: ms / 1_000 });
  log.info(
    {
      requestId,
      deviceId,
      bytes,
      sent: batch.byteLength,
      records: statuses.length,
      duplicates: statuses.filter(({ status }) => status === 'duplicate').length,
      quarantined: quarantined.map(({ rule }) => rule),
      ms: Math.round(ms),
    },
    'batch stored',
  );
  return success({ statuses: statuses.map(({ status }) => status), quarantined });
}
