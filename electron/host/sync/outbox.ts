/**
 * Empties the outbox: pending records leave in the order of saving, in batches, several on the way at once.
 * Whatever is not answered is sent again; the service answers `duplicate` for what it has.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import { BATCH_MAX_RECORDS, type BatchEncoding, type PushAnswer } from '../../../common/contract/sync.ts';
import { type Outcome, type Problem, type ProblemCode, problem, success } from '../../../common/problems.ts';
import { encodeBatch } from '../../../platform/batch-encoding.ts';
import type { Clock } from '../clock.ts';
import { isReadable, linesOf, type OutboxItem, type Settlement, UNREADABLE_RULE } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { backoff } from './backoff.ts';
import type { Ask } from './request.ts';
import { createSendWindow } from './window.ts';

const delay = promisify(setTimeout);

/** The service cannot read the batch: sending the same bytes again would never end. */
const UNREADABLE: ReadonlySet<ProblemCode> = new Set(['batch-malformed', 'input-invalid', 'input-too-large']);

/** A connection that the service welcomed, how batches travel on it, and how long the proof took in milliseconds. */
export type PushLine = {
  readonly ask: Ask;
  readonly encoding: BatchEncoding;
  readonly roundTrip: number;
};
type Run = PushLine & { readonly ended: AbortController; pumping: boolean };

export type OutboxPusher = {
  /** From the welcome on. */
  start(line: PushLine): void;
  stop(): void;
  /** There may be something new to send, or reason to try again at once. */
  kick(): void;
  /** Whether batches are being made or are on their way. */
  isSending(): boolean;
};

export function createOutboxPusher({
  store,
  clock,
  log,
  settled,
  drained,
  refused,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
  /** After each answer of the service is on the disk. */
  settled: () => void;
  /** Records were sent, and no more can be for now. */
  drained: () => void;
  /** The service takes nothing from this device until another proof. */
  refused: (problem: Problem) => void;
}): OutboxPusher {
  let run: Run | null = null;
  const window = createSendWindow();

  const settle = (settlements: readonly Settlement[]): void => {
    store.transaction(() => store.outbox.settle({ settlements, at: Math.trunc(clock.now()) }));
    settled();
  };

  /** The service's word on each record, or why there is none. */
  const ask = async (line: PushLine, items: readonly OutboxItem[]): Promise<Outcome<Settlement[]>> => {
    // Socket.IO closes a connection over an oversized frame without a reason, and would do so for ever; and a line too
    // many would make other records of those beside it.
    if (!items.every(isReadable)) return problem('batch-malformed');
    const batch = encodeBatch(linesOf(items), line.encoding);
    const answer = await line.ask('records:push', { batch });
    if (!answer.ok) return answer;
    const settlements = settlementsOf(items, answer.value);
    // One of them does not read as one record.
    return settlements === null ? problem('batch-malformed') : success(settlements);
  };

  /** Null once every record of the batch is settled, else why not. */
  const send = async (line: PushLine, items: readonly OutboxItem[]): Promise<Problem | null> => {
    const sentAt = clock.mono();
    const answer = await ask(line, items);
    if (answer.ok) {
      settle(answer.value);
      window.answered(clock.mono() - sentAt);
      return null;
    }
    if (!UNREADABLE.has(answer.problem)) return answer;
    log.warn({ records: items.length, problem: answer.problem }, 'the service cannot read a batch');
    const [only] = items;
    if (items.length === 1 && only) {
      settle([{ ordinal: only.ordinal, rule: UNREADABLE_RULE }]);
      return null;
    }
    const half = Math.ceil(items.length / 2);
    return (await send(line, items.slice(0, half))) ?? (await send(line, items.slice(half)));
  };

  /** Whether anything was sent. */
  const pump = async (own: Run): Promise<boolean> => {
    const wait = backoff({ first: 1_000, longest: 60_000 });
    const inFlight = new Set<Promise<void>>();
    /** What a disk here threw: a batch may be settled while the next one is made, when nobody waits for it. */
    const errors: unknown[] = [];
    let failed: Problem | null = null;
    let after = 0;
    let sent = false;
    const goOn = () => !own.ended.signal.aborted;
    const launch = (items: readonly OutboxItem[]): void => {
      const flight = send(own, items)
        .then((failure) => {
          if (failure) failed = failure;
          else wait.reset();
        })
        .catch((error) => void errors.push(error))
        .finally(() => inFlight.delete(flight));
      inFlight.add(flight);
    };

    own.pumping = true;
    try {
      while (goOn()) {
        if (errors.length > 0) throw errors[0];
        if (failed === null && inFlight.size < window.batches()) {
          const items = store.outbox.nextPending({
            after,
            bytes: window.bytes(),
            records: BATCH_MAX_RECORDS,
          });
          const last = items.at(-1);
          if (last) {
            after = last.ordinal;
            sent = true;
            launch(items);
            // The batch leaves before the next one is made.
            await othersTurn();
            continue;
          }
        }
        if (inFlight.size > 0) {
          await Promise.race(inFlight);
          continue;
        }
        if (failed === null) return sent;
        const why: Problem = failed;
        failed = null;
        after = 0;
        window.lost();
        if (isFinal(why)) {
          refused(why);
          return false;
        }
        // A storm of kiosks that were all told the same second does not come back in it.
        const told = (why.retryAfterSeconds ?? 0) * 1_000 * (1 + Math.random() / 2);
        const pause = Math.max(wait.next(), Math.round(told));
        log.warn({ problem: why.problem, pause }, 'a batch was not taken');
        await delay(pause, undefined, { signal: own.ended.signal }).catch(() => undefined);
      }
      return false;
    } finally {
      own.pumping = false;
    }
  };

  const begin = (own: Run): void => {
    if (own.pumping) return;
    pump(own)
      .then((sent) => {
        if (sent && run === own) drained();
      })
      .catch((error) => log.error({ err: error }, 'the outbox stopped; the next record starts it again'));
  };

  return {
    start(line) {
      run?.ended.abort();
      run = { ...line, ended: new AbortController(), pumping: false };
      window.opened(line.roundTrip);
      begin(run);
    },
    stop() {
      run?.ended.abort();
      run = null;
    },
    kick() {
      if (run) begin(run);
    },
    isSending: () => run?.pumping === true,
  };
}

const isFinal = ({ problem }: Problem): boolean =>
  problem === 'device-revoked' || problem === 'proof-missing' || problem === 'device-unknown';

function settlementsOf(items: readonly OutboxItem[], answer: PushAnswer): Settlement[] | null {
  if (answer.statuses.length !== items.length) return null;
  const rules = new Map(answer.quarantined.map(({ index, rule }) => [index, rule]));
  return items.map(({ ordinal }, index) => {
    if (answer.statuses[index] !== 'quarantined') return { ordinal, rule: null };
    return { ordinal, rule: rules.get(index) ?? 'unnamed' };
  });
}
