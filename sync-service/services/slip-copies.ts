/**
 * Leaves in the feed, sealed to each slip, what became of its contributions, so that a kiosk without a network shows it to whoever
 * has the slip. Nobody waits for it: sealing one takes about a millisecond, and comes after records and after whoever looks.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { SlipCopy } from '../../common/contract/receipts.ts';
import { sha256 } from '../../platform/crypto.ts';
import { SLIP_COPY_MAX, sealCopy } from '../../platform/slip-copy.ts';
import type { Log } from '../log.ts';
import type { OwnContribution } from '../store/contributions.ts';
import type { MadeCopy, SlipToCopy } from '../store/slips.ts';
import type { Store } from '../store/store.ts';
import { toldOf } from './receipts.ts';

const LOOK_MS = 1_000;
/** Sealed in one turn, and all that is sealed in a second while records wait to be folded. */
const PORTION = 25;

type Copied = SlipCopy['contributions'][number];

/** What a comment or a support is about says itself in the feed, in its newest form, to everybody. */
function copied(own: OwnContribution): Copied {
  const { supports: _, answer, title, ...told } = toldOf(own);
  if (own.kind !== 'idea') return { ...told, title: null };
  return { ...told, title, ...(answer === undefined ? {} : { answer }) };
}

/** The newest ones, as many as fit. */
function newest(contributions: readonly Copied[]): Pick<SlipCopy, 'contributions' | 'more'> {
  const all = [...contributions];
  let size = Buffer.byteLength(JSON.stringify(all));
  if (size <= SLIP_COPY_MAX - 100) return { contributions: all };
  while (all.length > 0 && size > SLIP_COPY_MAX - 100)
    size -= Buffer.byteLength(JSON.stringify(all.shift())) + 1;
  return { contributions: all, more: true };
}

export const makeCopy =
  (now: () => number) =>
  async ({ contributions, recipient, digest }: SlipToCopy): Promise<MadeCopy | 'holds'> => {
    const left = contributions.filter(({ state }) => state !== 'withdrawn').map(copied);
    if (left.length === 0) return null;
    const holds = newest(left);
    const made = sha256(JSON.stringify(holds));
    if (made === digest) return 'holds';
    await othersTurn();
    const copy: SlipCopy = { at: now(), ...holds };
    return { digest: made, sealed: await sealCopy(JSON.stringify(copy), recipient) };
  };

export function slipCopies({
  store,
  log,
  now,
}: {
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
}) {
  const make = makeCopy(now);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let renewing = Promise.resolve();

  const renew = async (): Promise<void> => {
    while (!stopped) {
      const looked = await store.slips.renew({ limit: PORTION, make });
      if (looked < PORTION || (await store.projection.waiting()) > 0) return;
    }
  };
  const look = (): void => {
    renewing = renew()
      .catch((error: unknown) => log.error({ err: error }, 'copies for slips were not renewed'))
      .finally(() => {
        if (!stopped) timer = setTimeout(look, LOOK_MS);
      });
  };

  return {
    start: look,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await renewing;
    },
  };
}
