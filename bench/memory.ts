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
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { machineClock } from '../electron/host/clock.ts';
import { createRecorder } from '../electron/host/recorder.ts';
import { openDataFolder } from '../electron/host/store/data-folder.ts';
import { createStore } from '../electron/host/store/store.ts';
import { startChild } from './child.ts';
import { recombined, typedIdea } from './contributions.ts';
import type { Held } from './held-memory.ts';
import { openQuietKiosk, untilStatus } from './kiosk-desk.ts';
import { startService } from './push-kiosk.ts';
import { median, type Part, summary } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const [SHORT, LONG, LONGEST] = [10_000, 100_000, 300_000] as const;
const SIZES = [SHORT, LONG, LONGEST];
const AT_ONCE = 1_000;
const MIB = 1_048_576;

type Folders = { readonly serviceData: string; readonly kioskData: string };

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

/** A kiosk that knows a service, both with nothing else. */
async function prepare({ serviceData, kioskData }: Folders): Promise<void> {
  const service = await startService({ dataFolder: serviceData, enrol: true, encoding: 'zstd' });
  const kiosk = await openQuietKiosk({ dataFolder: kioskData, serviceUrl: service.url });
  const enrolled = await kiosk.enrol({ code: service.code ?? '' });
  if (!enrolled.ok) throw new Error(`the kiosk was not enrolled: ${enrolled.problem}`);
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  await kiosk.close();
  await service.stop();
}

async function measure({ made, used }: { made: Folders; used: Folders }) {
  for (const part of ['serviceData', 'kioskData'] as const) {
    rmSync(used[part], { recursive: true, force: true });
    cpSync(made[part], used[part], { recursive: true });
  }
  const service = await startService({ dataFolder: used.serviceData, enrol: false, encoding: 'zstd' });
  const kiosk = await startChild<string>({ file: './kiosk-process.ts', args: [used.kioskData, service.url] });
  const peaks = { kiosk: await kiosk.ask<number>('memory'), service: await service.ask<number>('memory') };
  await service.ask<true>('folded');
  const settled = { kiosk: await kiosk.ask<Held>('held'), service: await service.ask<Held>('held') };
  await kiosk.stop();
  await service.stop();
  return (['kiosk', 'service'] as const).flatMap((side) => [
    { what: `${side}, at most`, bytes: peaks[side] },
    { what: `${side}, settled`, bytes: settled[side].residentBytes },
    { what: `${side}, settled, reachable`, bytes: settled[side].heapBytes },
  ]);
}

export const memory: Part = ({ rounds }) =>
  withTemporaryFolder(async (root) => {
    const foldersIn = (name: string): Folders => ({
      serviceData: join(root, name, 'service'),
      kioskData: join(root, name, 'kiosk'),
    });
    const values = new Map<string, number[]>();
    const nameOf = (what: string, count: number) =>
      `memory: ${what}, ${count.toLocaleString('en')} records pushed`;
    for (const count of SIZES) {
      const made = foldersIn(String(count));
      await prepare(made);
      record({ kioskData: made.kioskData, count });
    }
    for (let round = 0; round < rounds; round += 1)
      for (const count of SIZES) {
        const held = await measure({ made: foldersIn(String(count)), used: foldersIn('used') });
        for (const { what, bytes } of held) {
          const name = nameOf(what, count);
          values.set(name, [...(values.get(name) ?? []), bytes / MIB]);
        }
      }
    const figures = [...values].map(([name, measured]) => summary({ name, unit: 'MiB', values: measured }));
    const growth = (what: string, from: number, to: number) =>
      median(figures, nameOf(what, to)) / median(figures, nameOf(what, from));
    return {
      figures,
      ratios: {
        memoryKiosk100kVs10k: growth('kiosk, at most', SHORT, LONG),
        memoryService100kVs10k: growth('service, at most', SHORT, LONG),
        memoryKiosk300kVs100k: growth('kiosk, at most', LONG, LONGEST),
        memoryService300kVs100k: growth('service, at most', LONG, LONGEST),
      },
    };
  });
