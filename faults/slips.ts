/** What whoever has a slip finds in the feed. */
import { setTimeout as delay } from 'node:timers/promises';
import type { KioskFeedEntry } from '../common/contract/feed.ts';
import type { RecordHeader } from '../common/domain/records.ts';
import { parseSlip } from '../common/domain/slip.ts';
import { lookUpOfSlip, participantOfSlip } from '../platform/slip.ts';
import { openCopy } from '../platform/slip-copy.ts';
import { knownSlips, servedRows } from './evidence.ts';
import { besideService } from './service.ts';
import type { Verdict } from './verdict.ts';
import type { FaultyKiosk, World } from './world.ts';

/** The service seals once a second. */
const TOLD_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 250;

type Said = { readonly id: string; readonly participantId: string | null; readonly lines: string };

/** Ideas and comments of this kiosk that the service has as they were said. */
async function storedOf(kiosk: FaultyKiosk, { service }: World): Promise<Said[]> {
  const { stored } = await servedRows(service);
  return kiosk.rows().flatMap(({ id, lines }) => {
    if (stored.get(id)?.[0] !== lines) return [];
    const { kind, participantId } = JSON.parse(lines.split('\n')[0] as string) as RecordHeader;
    return kind === 'idea' || kind === 'comment' ? [{ id, participantId, lines }] : [];
  });
}

/** Why whoever has this slip does not read all that the feed says of theirs; null where they do. */
async function untold(
  text: string,
  said: readonly Said[],
  entries: readonly KioskFeedEntry[],
): Promise<string | null> {
  const secret = parseSlip(text)?.secret;
  if (secret === undefined) return 'no slip';
  const lookUp = lookUpOfSlip(secret);
  const found = entries.filter(({ id }) => id === lookUp);
  const [document] = found.map((entry) => entry.document);
  if (found.length !== 1 || !document || !('sealed' in document)) return `${found.length} copies`;
  const copy = await openCopy(document.sealed, secret);
  if (copy === null) return 'a copy that the slip does not open';
  const shown = new Set(entries.map(({ id }) => id));
  const participantId = participantOfSlip(secret);
  const theirs = said.filter((one) => one.participantId === participantId && shown.has(one.id));
  const told = new Map(copy.contributions.map(({ id, words, state }) => [id, { words, state }]));
  // The newest ones, where there are too many for a copy.
  const missing = theirs.slice(copy.more === true ? -told.size : 0).filter(({ id, lines }) => {
    const one = told.get(id);
    return one?.state !== 'published' || !lines.includes(JSON.stringify(one.words));
  });
  return missing.length === 0 ? null : `nothing, or something else, of ${missing.map(({ id }) => id)}`;
}

/** Every slip of the kiosk that has come to the service: once it has had the time to seal, nobody touching anything. */
export async function checkSlips({
  world,
  verdict,
  kiosk,
}: {
  readonly world: World;
  readonly verdict: Verdict;
  readonly kiosk: FaultyKiosk;
}): Promise<void> {
  const until = performance.now() + TOLD_WITHIN_MS;
  const { service, consultation } = world;
  const request = { scope: consultation.id, position: 0, limit: 1e6, maxBytes: 1e9, tombstones: true };
  for (;;) {
    const { entries } = await besideService(service, ({ store }) =>
      store.feed.page({ ...request, slips: true }),
    );
    const known = await knownSlips(service);
    const said = await storedOf(kiosk, world);
    const wrong: string[] = [];
    for (const text of kiosk.slips) {
      const secret = parseSlip(text)?.secret;
      if (secret === undefined || !known.has(lookUpOfSlip(secret))) continue;
      const why = await untold(text, said, entries);
      if (why !== null) wrong.push(`${lookUpOfSlip(secret)} has ${why}`);
    }
    if (wrong.length > 0 && performance.now() < until) {
      await delay(LOOK_EVERY_MS);
      continue;
    }
    verdict.check('slips-told', wrong.length === 0, () => wrong.join('; '));
    return;
  }
}
