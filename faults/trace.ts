/** What a process wrote to its files and when it made that durable, from `strace`, and the disks that a power cut leaves. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { installDebianPackages } from '../scripts/debian.ts';

export type DiskEvent =
  | { readonly did: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly did: 'truncate'; readonly file: string; readonly size: number }
  | { readonly did: 'remove'; readonly file: string }
  | { readonly did: 'sync'; readonly file: string }
  /** A line of the journal: something was told. */
  | { readonly did: 'tell'; readonly line: string };

const traces = (): boolean => spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** Whether processes can be traced here; installs strace on a Debian machine of ours that lacks it. */
export function canTrace(): boolean {
  if (traces()) return true;
  if (spawnSync('strace', ['--version']).error) installDebianPackages(['strace']);
  return traces();
}

/** Runs a script to its end and tells what it did to the SQLite files under `folder` and to its journal. */
export function traceScript({
  script,
  folder,
  words,
}: {
  readonly script: string;
  readonly folder: string;
  readonly words: readonly string[];
}): DiskEvent[] {
  const log = join(folder, 'trace');
  const calls = 'trace=pwrite64,write,ftruncate,unlink,fsync,fdatasync';
  const tracing = ['-f', '-qq', '-y', '-xx', '-s', '1000000', '-e', calls, '-e', 'signal=none', '-o', log];
  const { status, stderr } = spawnSync('strace', [...tracing, process.execPath, script, folder, ...words]);
  if (status !== 0) throw new Error(`the traced process ended with ${status}: ${stderr.subarray(-2_000)}`);
  return readFileSync(log, 'latin1').split('\n').flatMap(wholeLines()).flatMap(eventOf);
}

/** Joins what strace had to write in two pieces because another thread came between. */
function wholeLines(): (line: string) => string[] {
  const begun = new Map<string, string>();
  return (line) => {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -'<unfinished ...>'.length).trimEnd());
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    return [resumed ? `${begun.get(thread) ?? ''}${resumed[1]}` : rest];
  };
}

/** Of an open file, or of a name. */
const CALL = /^(\w+)\((?:\d+<([^>]*)>|"([^"]*)")(?:, (.*))?\) += (-?\d+)/;
const plain = (text: string): string =>
  text.includes('\\x') ? bytesOf(text.replaceAll('"', '')).toString() : text;
const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

function eventOf(line: string): DiskEvent[] {
  const [, call, path, name = '', rest = '', result] = CALL.exec(line) ?? [];
  if (call === undefined || Number(result) < 0) return [];
  const file = plain(path ?? name);
  const isJournal = basename(file) === 'journal';
  if (!isJournal && !/\.(db|sqlite)(-wal|-journal)?$/.test(file)) return [];
  switch (call) {
    case 'pwrite64':
    case 'write': {
      const [, hex = '', offset] = /^"([^"]*)", \d+(?:, (\d+))?$/.exec(rest) ?? [];
      const bytes = bytesOf(hex);
      if (isJournal)
        return bytes
          .toString()
          .trim()
          .split('\n')
          .map((line) => ({ did: 'tell', line }));
      if (bytes.length !== Number(result)) throw new Error('the trace holds a part of a write only');
      return [{ did: 'write', file, offset: Number(offset), bytes }];
    }
    case 'unlink':
      return [{ did: 'remove', file }];
    case 'ftruncate':
      return [{ did: 'truncate', file, size: Number(rest) }];
    default:
      return [{ did: 'sync', file }];
  }
}

type Change = Extract<DiskEvent, { did: 'write' | 'truncate' }>;

function apply(content: Buffer, change: Change): Buffer {
  if (change.did === 'truncate') {
    const cut = Buffer.alloc(change.size);
    content.copy(cut, 0, 0, change.size);
    return cut;
  }
  const end = change.offset + change.bytes.length;
  const grown = end > content.length ? Buffer.concat([content, Buffer.alloc(end - content.length)]) : content;
  change.bytes.copy(grown, change.offset);
  return grown;
}

const SECTOR = 512;

/** A disk on which the events happen one after the other, and which can lose its power in between. */
export function startDisk({ from, random }: { readonly from: string; readonly random: () => number }) {
  const durable = new Map<string, Buffer>();
  const unsynced = new Map<string, Change[]>();
  const told: string[] = [];
  const contentOf = (file: string): Buffer => durable.get(file) ?? Buffer.alloc(0);
  /** Of the writes that were not synced some are there, some in part and some not. */
  const survivors = (file: string): Change[] =>
    (unsynced.get(file) ?? []).flatMap((change): Change[] => {
      if (random() < 0.5) return [];
      if (change.did === 'truncate' || random() < 0.5) return [change];
      const sectors = Math.floor(random() * (change.bytes.length / SECTOR));
      return [{ ...change, bytes: change.bytes.subarray(0, sectors * SECTOR) }];
    });
  return {
    /** What was told so far. */
    told: told as readonly string[],
    happen(event: DiskEvent): void {
      switch (event.did) {
        case 'tell':
          told.push(event.line);
          return;
        case 'remove':
          durable.delete(event.file);
          unsynced.delete(event.file);
          return;
        case 'sync':
          durable.set(event.file, (unsynced.get(event.file) ?? []).reduce(apply, contentOf(event.file)));
          unsynced.delete(event.file);
          return;
        default:
          unsynced.set(event.file, [...(unsynced.get(event.file) ?? []), event]);
      }
    },
    /** Writes what is on the disk when the power comes back; the disk goes on as if nothing had been. */
    cutPower({ into }: { readonly into: string }): void {
      for (const file of new Set([...durable.keys(), ...unsynced.keys()])) {
        const path = join(into, file.slice(from.length));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, survivors(file).reduce(apply, Buffer.from(contentOf(file))));
      }
    },
  };
}
