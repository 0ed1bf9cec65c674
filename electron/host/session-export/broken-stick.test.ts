/** A session that is taken along onto a stick that is full, locked or pulled out: what is told, and what stays on it. */
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { recordsIn } from '../test-support/chain.ts';
import { statement } from '../test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';

const { open } = files;
const use = (opening: typeof open): void => {
  Object.assign(files, { open: opening });
  syncBuiltinESMExports();
};
afterEach(() => use(open));

const failure = (code: string) => Object.assign(new Error(code), { code });

/** The stick takes this many pieces of a file of this ending, and then fails; what is there stays there. */
function breakAfter(
  pieces: number,
  { code, ending, afterwards }: { code: string; ending: string; afterwards?: () => void },
) {
  use(async (path, ...how) => {
    const file = await open(path, ...how);
    if (!String(path).endsWith(ending)) return file;
    const { writeFile } = file;
    return Object.assign(file, {
      writeFile: async (content: Uint8Array | AsyncIterable<Uint8Array>) => {
        async function* until(): AsyncGenerator<Uint8Array> {
          let left = pieces;
          for await (const piece of content instanceof Uint8Array ? [content] : content) {
            if (left === 0) break;
            left -= 1;
            yield piece;
          }
        }
        await writeFile.call(file, until());
        afterwards?.();
        throw failure(code);
      },
    });
  });
}

async function sessionOfThree() {
  const carryFolder = temporaryFolder();
  mkdirSync(carryFolder, { recursive: true });
  const dataFolder = await enrolledFolder();
  const kiosk = await openHost({ dataFolder, carryFolder });
  const { sessionId: id } = await openDesk(kiosk);
  for (let nth = 0; nth < 3; nth += 1)
    await done(kiosk, 'idea:post', ideaFrom({ ...statement(nth), title: `Idea ${nth}` }));
  const stick = (await done(kiosk, 'session:export-plan', { id })).sticks[0]?.id ?? '';
  const asked = { id, stick, format: 'csv', words: 'fr' } as const;
  return {
    carryFolder,
    take: () => kiosk.call('session:export', asked),
    onStick: () => readdirSync(join(carryFolder, 'Perron')),
    recorded: () => recordsIn(dataFolder).filter(({ header }) => header.kind === 'session.exported').length,
  };
}

test.each([
  ['full in the middle of the file', 'ENOSPC', '.csv.part', 'stick-full'],
  ['full at the manifest', 'ENOSPC', '.json.part', 'stick-full'],
  ['locked', 'EROFS', '.csv.part', 'stick-read-only'],
])('a stick that is %s is named, keeps nothing, and is tried again', async (_, code, ending, problem) => {
  const { take, onStick, recorded } = await sessionOfThree();
  breakAfter(1, { code, ending });
  expect(await take()).toMatchObject({ ok: false, problem });
  expect(onStick()).toEqual([]);
  expect(recorded()).toBe(0);
  use(open);
  expect(await take()).toMatchObject({ ok: true });
  expect(onStick()).toHaveLength(2);
  expect(recorded()).toBe(1);
});

test('what a stick that was pulled out has of a file goes when it is plugged in and written to again', async () => {
  const { carryFolder, take, onStick, recorded } = await sessionOfThree();
  const away = `${carryFolder}-away`;
  breakAfter(1, { code: 'EIO', ending: '.csv.part', afterwards: () => renameSync(carryFolder, away) });
  expect(await take()).toMatchObject({ ok: false, problem: 'stick-absent' });
  expect(readdirSync(join(away, 'Perron'))).toEqual([expect.stringMatching(/\.csv\.part$/)]);
  expect(recorded()).toBe(0);
  use(open);
  renameSync(away, carryFolder);
  expect(await take()).toMatchObject({ ok: true });
  expect(onStick().sort()).toEqual([
    expect.stringMatching(/provisional\.csv$/),
    expect.stringMatching(/provisional\.csv\.manifest\.json$/),
  ]);
});

test('a stick that is pulled out with the file on it, before its manifest, has been recorded', async () => {
  const { carryFolder, take, recorded } = await sessionOfThree();
  const away = `${carryFolder}-away`;
  breakAfter(0, { code: 'EIO', ending: '.json.part', afterwards: () => renameSync(carryFolder, away) });
  expect(await take()).toMatchObject({ ok: false, problem: 'stick-absent' });
  expect(recorded()).toBe(1);
});
