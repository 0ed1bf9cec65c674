/** The USB sticks of this machine, and files on them that are there whole or not at all. */
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Outcome, type ProblemCode, problem, success } from '../../../common/problems.ts';
import { sha256 } from '../../../platform/crypto.ts';

export type Stick = {
  /** Names it to the screens, which never see a path. */
  readonly id: string;
  readonly label: string;
  readonly freeBytes: number | null;
};
type Found = Stick & { readonly folder: string };

/** What Perron writes lies in one folder of the stick. */
const FOLDER = 'Perron';
/** Where desktops and their services mount what is plugged in. */
const MOUNTED = /^\/(media|run\/media)\//;

export type Sticks = ReturnType<typeof createSticks>;

/** `carryFolder` is offered like a stick whenever it is there: for machines that mount sticks at a place of their own. */
export function createSticks({ carryFolder }: { readonly carryFolder: string | null }) {
  const folders = async (): Promise<string[]> => {
    const found = await mountedFolders();
    return carryFolder === null ? found : [carryFolder, ...found];
  };

  const describe = async (folder: string): Promise<Found[]> => {
    try {
      await access(folder, constants.R_OK);
      const { bavail, bsize } = await statfs(folder);
      const label = basename(folder) || folder;
      return [{ id: sha256(folder).slice(0, 22), label, freeBytes: bavail * bsize, folder }];
    } catch {
      return [];
    }
  };
  const found = async (): Promise<Found[]> => (await Promise.all((await folders()).map(describe))).flat();

  const on = async <T>(id: string, work: (folder: string) => Promise<T>): Promise<Outcome<T>> => {
    const stick = (await found()).find((one) => one.id === id);
    if (stick === undefined) return problem('stick-absent');
    try {
      return success(await work(join(stick.folder, FOLDER)));
    } catch (error) {
      const code = stickProblem(error);
      if (code === null) throw error;
      return problem(code);
    }
  };

  /** What is being written now. */
  const parts = new Set<string>();
  /** Of a stick that was pulled out while something was written to it. */
  const clearLeftParts = async (folder: string): Promise<void> => {
    for (const name of await readdir(folder)) {
      const part = join(folder, name);
      if (name.endsWith('.part') && !parts.has(part)) await rm(part, { force: true });
    }
  };

  return {
    list: async (): Promise<Stick[]> =>
      (await found()).map(({ id, label, freeBytes }) => ({ id, label, freeBytes })),

    /** On the stick itself, not in a cache, when this resolves. */
    write: ({
      stick,
      name,
      content,
    }: {
      stick: string;
      name: string;
      content: Uint8Array | AsyncIterable<Uint8Array>;
    }) =>
      on(stick, async (folder) => {
        await mkdir(folder, { recursive: true });
        await clearLeftParts(folder);
        const part = join(folder, `${name}.part`);
        parts.add(part);
        try {
          const file = await open(part, 'w', 0o600);
          try {
            await file.writeFile(content);
            await file.sync();
          } finally {
            await file.close();
          }
          await rename(part, join(folder, name));
        } catch (error) {
          // A stick that was pulled out has nothing to clear.
          await rm(part, { force: true }).catch(() => undefined);
          throw error;
        } finally {
          parts.delete(part);
        }
      }),

    /** The files of these endings, oldest name first. */
    read: ({ stick, endings }: { stick: string; endings: readonly string[] }) =>
      on(stick, async (folder) => {
        const names = await readdir(folder).catch((error) => {
          if (error.code === 'ENOENT') return [];
          throw error;
        });
        const wanted = names.filter((name) => endings.some((ending) => name.endsWith(ending))).sort();
        return Promise.all(wanted.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
      }),

    remove: ({ stick, names }: { stick: string; names: readonly string[] }) =>
      on(stick, async (folder) => {
        for (const name of names) await rm(join(folder, name), { force: true });
      }),
  };
}

async function mountedFolders(): Promise<string[]> {
  switch (process.platform) {
    case 'linux':
      return (await readFile('/proc/self/mounts', 'utf8').catch(() => ''))
        .split('\n')
        .map((line) =>
          (line.split(' ')[1] ?? '').replace(/\\([0-7]{3})/g, (_, code) =>
            String.fromCharCode(Number.parseInt(code, 8)),
          ),
        )
        .filter((folder) => MOUNTED.test(folder));
    case 'darwin':
      return (await readdir('/Volumes').catch(() => [])).map((name) => join('/Volumes', name));
    case 'win32':
      return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
    default:
      return [];
  }
}

const BY_CODE: Readonly<Record<string, ProblemCode>> = {
  ENOSPC: 'stick-full',
  EDQUOT: 'stick-full',
  EROFS: 'stick-read-only',
  EACCES: 'stick-read-only',
  EPERM: 'stick-read-only',
  ENOENT: 'stick-absent',
  ENODEV: 'stick-absent',
  ENXIO: 'stick-absent',
  EIO: 'stick-absent',
  EBUSY: 'stick-absent',
};

function stickProblem(error: unknown): ProblemCode | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return BY_CODE[error.code] ?? null;
}
