/** Kiosks as their shells run them, many in one process: does what the harness asks over the IPC channel. */
import { openSync, writeSync } from 'node:fs';
import pino from 'pino';
import type { Kiosk } from '../../electron/host/compose.ts';
import { openKiosk } from '../../electron/host/kiosk.ts';
import { StorageError } from '../../platform/storage-problem.ts';

export type KioskRequest = {
  readonly seq: number;
  readonly dataFolder: string;
  readonly ask:
    | { readonly do: 'open'; readonly serviceUrl: string | null }
    | { readonly do: 'enrol'; readonly code: string }
    | { readonly do: 'call'; readonly name: string; readonly input: unknown }
    | { readonly do: 'close' };
};
export type KioskReply = { readonly seq: number; readonly outcome: unknown };

const log = pino({ level: process.env.PERRON_LOG_LEVEL ?? 'silent' });
const kiosks = new Map<string, Kiosk>();
/** Where what a screen was told is noted, as the last thing before it is told. */
const journal = process.env.PERRON_FAULTS_JOURNAL ? openSync(process.env.PERRON_FAULTS_JOURNAL, 'a') : null;

async function answer({ dataFolder, ask }: KioskRequest): Promise<unknown> {
  if (ask.do === 'open') {
    try {
      kiosks.set(dataFolder, await openKiosk({ dataFolder, serviceUrl: ask.serviceUrl, log }));
      return { ok: true };
    } catch (error) {
      if (error instanceof StorageError) return { ok: false, problem: error.code };
      throw error;
    }
  }
  const kiosk = kiosks.get(dataFolder);
  if (kiosk === undefined) throw new Error(`${dataFolder} is not open`);
  if (ask.do === 'enrol') return kiosk.enrol({ code: ask.code });
  if (ask.do === 'call') return kiosk.call(ask.name, ask.input);
  await kiosk.close();
  kiosks.delete(dataFolder);
  return { ok: true };
}

process.on('message', (message: KioskRequest) => {
  if (!('ask' in message)) return;
  answer(message).then(
    (outcome) => {
      if (journal !== null) writeSync(journal, `${JSON.stringify(outcome)}\n`);
      process.send?.({ seq: message.seq, outcome } satisfies KioskReply);
    },
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(70);
    },
  );
});
process.channel?.ref();
process.send?.({ ready: true });
