/**
 * The most memory that kiosk and service ever hold while a kiosk that was away sends 10,000 records, 100,000, and 300,000: each in
 * a process of its own, from its start until everything is acknowledged, over loopback, durable on both sides; and what either holds
 * after that once it is settled: the service has folded everything, and both have collected what nobody needs any more. The records are
 * made with the host's own recorder, a thousand a commit, outside of what is measured. What either process holds at its start, Node
 * included, is part of the figure.
 *
 * `memoryKiosk100kVs10k` and `memoryService100kVs10k` are how many times as much the larger push takes at most. 10,000 records are not
 * enough to fill what may be under way at a time; 100,000 are, so that `memory...300kVs100k` tells whether anything grows after that.
 */
import { v7 as uuidv7 } from 'uuid';
import { machineClock } from '../electron/host/clock.ts';
import { createRecorder } from '../electron/host/recorder.ts';
import { openDataFolder } from '../electron/host/store/data-folder.ts';
import { createStore } from '../electron/host/store/store.ts';
import { foldersIn, memoryOfSizes } from './both-sides.ts';
import { recombined, typedIdea } from './contributions.ts';
import { enrolKiosk } from './push-kiosk.ts';
import type { Part } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const [SHORT, LONG, LONGEST] = [10_000, 100_000, 300_000] as const;
const SIZES = [SHORT, LONG, LONGEST];
const AT_ONCE = 1_000;

/** Ideas of one person of one session, in a database that no host holds. */
function record({ kioskData, count }: { kioskData: string; count: number }): void {
  const { db, close } = openDataFolder(kioskData);
  const store = createStore(db);
  const recorder = createRecorder({ store, clock: machineClock });
  const consultationId = store.device.enrolment()?.configuration.consultationId ?? '';
  const of = { sessionId: uuidv7(), mode: 'assisted', participantId: uuidv7() } as const;
  const ideas = recombined({ count, seed: 11 });
  for (let made = 0; made < count; made += AT_ONCE)
    store.transaction(() => {
      for (let index = 0; index < AT_ONCE; index += 1) {
        const said = {
          language: 'en',
          authorship: 'verbatim',
          readBack: 'aloud',
          confirmedBy: 'participant',
        } as const;
        const payload = { ...typedIdea(ideas.next().value), ...said, topicId: null, consultationId };
        recorder.append({ kind: 'idea', payload, ...of });
      }
    });
  // Onto the kiosk's lists, as if somebody had looked.
  store.documents.idea('');
  close();
}

export const memory: Part = ({ rounds }) =>
  withTemporaryFolder(async (root) => {
    for (const count of SIZES) {
      const made = foldersIn(root, String(count));
      await enrolKiosk(made);
      record({ kioskData: made.kioskData, count });
    }
    const { figures, growth } = await memoryOfSizes({
      root,
      rounds,
      sizes: SIZES,
      nameOf: (what, count) => `memory: ${what}, ${count.toLocaleString('en')} records pushed`,
    });
    return {
      figures,
      ratios: {
        memoryKiosk100kVs10k: growth('kiosk', SHORT, LONG),
        memoryService100kVs10k: growth('service', SHORT, LONG),
        memoryKiosk300kVs100k: growth('kiosk', LONG, LONGEST),
        memoryService300kVs100k: growth('service', LONG, LONGEST),
      },
    };
  });
