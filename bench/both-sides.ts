/** A kiosk and its service, each in a process of its own, and the memory of either while they have something to tell each other. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './child.ts';
import type { Held } from './held-memory.ts';
import { type Folders, startService } from './push-kiosk.ts';
import { median, summary } from './side-by-side.ts';

const MIB = 1_048_576;

export const foldersIn = (root: string, name: string): Folders => ({
  serviceData: join(root, name, 'service'),
  kioskData: join(root, name, 'kiosk'),
});

/** Runs both until the kiosk has told everything and, where `titled` is given, knows its consultation by that title. */
export async function openBothSides({ serviceData, kioskData }: Folders, titled?: string) {
  const service = await startService({ dataFolder: serviceData, enrol: false, encoding: 'zstd' });
  const args = [kioskData, service.url, ...(titled === undefined ? [] : [titled])];
  const kiosk = await startChild<string>({ file: './kiosk-process.ts', args });
  return { service, kiosk };
}

/** The most that either side held, and what it still holds, in MiB: of copies in `used`. */
async function memoryOf({
  made,
  used,
  titled,
}: {
  made: Folders;
  used: Folders;
  titled?: string | undefined;
}) {
  for (const part of ['serviceData', 'kioskData'] as const) {
    rmSync(used[part], { recursive: true, force: true });
    cpSync(made[part], used[part], { recursive: true });
  }
  const { service, kiosk } = await openBothSides(used, titled);
  const peaks = { kiosk: await kiosk.ask<number>('memory'), service: await service.ask<number>('memory') };
  await service.ask<true>('folded');
  const settled = { kiosk: await kiosk.ask<Held>('held'), service: await service.ask<Held>('held') };
  await kiosk.stop();
  await service.stop();
  return (['kiosk', 'service'] as const).flatMap((side) => [
    { what: `${side}, at most`, mebibytes: peaks[side] / MIB },
    { what: `${side}, settled`, mebibytes: settled[side].residentBytes / MIB },
    { what: `${side}, settled, reachable`, mebibytes: settled[side].heapBytes / MIB },
  ]);
}

/** Of each size, which was prepared in the folder of its name, in turns. */
export async function memoryOfSizes({
  root,
  rounds,
  sizes,
  nameOf,
  titled,
  check,
}: {
  readonly root: string;
  readonly rounds: number;
  readonly sizes: readonly number[];
  readonly nameOf: (what: string, size: number) => string;
  readonly titled?: string;
  /** Looks at what either side left. */
  readonly check?: (used: Folders) => void;
}) {
  const values = new Map<string, number[]>();
  const used = foldersIn(root, 'used');
  for (let round = 0; round < rounds; round += 1)
    for (const size of sizes) {
      for (const { what, mebibytes } of await memoryOf({
        made: foldersIn(root, String(size)),
        used,
        titled,
      })) {
        const name = nameOf(what, size);
        values.set(name, [...(values.get(name) ?? []), mebibytes]);
      }
      check?.(used);
    }
  const figures = [...values].map(([name, measured]) => summary({ name, unit: 'MiB', values: measured }));
  const most = (side: 'kiosk' | 'service', size: number) => median(figures, nameOf(`${side}, at most`, size));
  /** How many times as much the larger one takes at most. */
  const growth = (side: 'kiosk' | 'service', from: number, to: number) => most(side, to) / most(side, from);
  return { figures, growth };
}
