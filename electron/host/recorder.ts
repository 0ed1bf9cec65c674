/** Writes records: the one place that makes headers. */
import { bodyLine, headerLine } from '../../common/domain/record-lines.ts';
import {
  type Mode,
  type Payload,
  RECORD_FORMAT,
  type RecordHeader,
  type RecordKind,
} from '../../common/domain/records.ts';
import { orderedId, random16, sha256 } from '../../platform/crypto.ts';
import { type Clock, correctedTime } from './clock.ts';
import type { Store } from './store/store.ts';

/** The last millisecond that a JavaScript date can name. */
const LAST_INSTANT = 8_640_000_000_000_000;

export type Entry<K extends RecordKind = RecordKind> = {
  [L in K]: {
    readonly kind: L;
    readonly payload: Payload<L>;
    readonly sessionId: string | null;
    readonly mode: Mode;
    readonly participantId: string | null;
  };
}[K];

export type Recorder = {
  /** Only inside a transaction: the place in the chain is given there. */
  append(entry: Entry): { readonly id: string; readonly at: number };
};

export function createRecorder({ store, clock }: { store: Store; clock: Clock }): Recorder {
  const boot = random16();
  const start = clock.mono();

  return {
    append({ kind, payload, sessionId, mode, participantId }) {
      const chainId = store.device.chainId();
      if (chainId === null) throw new Error('a kiosk records nothing before its enrolment');
      const head = store.records.head(chainId);
      const anchor = store.device.anchor();
      const body = bodyLine(random16(), payload);
      const header: RecordHeader = {
        anchor: anchor?.id ?? null,
        at: wholeWithin(correctedTime(clock, anchor), LAST_INSTANT),
        boot,
        chainId,
        id: orderedId(),
        kind,
        mode,
        mono: wholeWithin(clock.mono() - start, Number.MAX_SAFE_INTEGER),
        participantId,
        payloadHash: sha256(body),
        prev: head?.hash ?? null,
        seq: (head?.seq ?? 0) + 1,
        sessionId,
        v: RECORD_FORMAT,
      };
      const line = headerLine(header);
      store.records.insert({ header, lines: { header: line, body }, hash: sha256(line) });
      return { id: header.id, at: header.at };
    },
  };
}

/** Whatever a broken clock says, a header stays within its schema. */
const wholeWithin = (value: number, max: number): number =>
  Number.isNaN(value) ? 0 : Math.trunc(Math.min(Math.max(value, 0), max));
