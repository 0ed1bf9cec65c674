/**
 * Many kiosks in one process, each with its own folder, key, database and connection: enrols them, lets people post on them
 * without a network, and connects them. How long each push took is noted at the socket, from outside of the host.
 */
import { Socket } from 'socket.io-client';
import type { Kiosk } from '../../electron/host/compose.ts';
import { recombined } from '../contributions.ts';
import { done, ideaInput, openDesk, openQuietKiosk, PIN, untilStatus } from '../kiosk-desk.ts';

export type KioskPlace = { readonly folder: string; readonly url: string; readonly seed: number };
export type FleetCommand =
  | { readonly do: 'enrol'; readonly kiosks: readonly (KioskPlace & { readonly code: string })[] }
  /** Until so many records wait on each. */
  | { readonly do: 'fill'; readonly kiosks: readonly KioskPlace[]; readonly records: number }
  /** Connects each after its delay, and answers when all has been acknowledged. */
  | { readonly do: 'send'; readonly kiosks: readonly (KioskPlace & { readonly delayMs: number })[] }
  | { readonly do: 'close' };
export type Sent = {
  readonly pushes: readonly { readonly at: number; readonly ms: number; readonly bytes: number }[];
};

let pushes: { at: number; ms: number; bytes: number }[] = [];
const { emit } = Socket.prototype;
Socket.prototype.emit = function (this: Socket, event: string | symbol, ...args: unknown[]) {
  const answer = args.at(-1);
  if (event !== 'records:push' || typeof answer !== 'function') return emit.call(this, event, ...args);
  const at = Date.now();
  const start = performance.now();
  const { batch } = args[0] as { batch: Uint8Array };
  const timed = (...answered: unknown[]) => {
    pushes.push({ at, ms: performance.now() - start, bytes: batch.byteLength });
    return answer(...answered);
  };
  return emit.call(this, event, ...args.slice(0, -1), timed);
};

const open = new Map<string, Kiosk>();

async function enrol({ folder, url, code }: KioskPlace & { code: string }): Promise<void> {
  const kiosk = await openQuietKiosk({ dataFolder: folder, serviceUrl: url });
  const enrolled = await kiosk.enrol({ code });
  if (!enrolled.ok) throw new Error(`a kiosk was not enrolled: ${enrolled.problem}`);
  await untilStatus(kiosk, ({ consultation }) => consultation !== null);
  await kiosk.close();
}

async function fill({ folder, seed }: KioskPlace, records: number): Promise<void> {
  const kiosk = await openQuietKiosk({ dataFolder: folder, serviceUrl: null });
  const status = () => done(kiosk, 'kiosk:status', {});
  if ((await status()).participant === null) await openDesk(kiosk);
  else await done(kiosk, 'facilitator:unlock', { pin: PIN });
  for (const statement of recombined({ count: records, seed })) {
    if ((await status()).sync.pending >= records) break;
    await done(kiosk, 'idea:post', ideaInput(statement));
  }
  await kiosk.close();
}

async function send({ folder, url, delayMs }: KioskPlace & { delayMs: number }): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const kiosk = await openQuietKiosk({ dataFolder: folder, serviceUrl: url });
  open.set(folder, kiosk);
  await untilStatus(kiosk, ({ sync }) => sync.pending === 0);
}

async function answer(command: FleetCommand): Promise<Sent> {
  pushes = [];
  switch (command.do) {
    case 'enrol':
      for (const kiosk of command.kiosks) await enrol(kiosk);
      break;
    case 'fill':
      for (const kiosk of command.kiosks) await fill(kiosk, command.records);
      break;
    case 'send':
      await Promise.all(command.kiosks.map(send));
      break;
    case 'close':
      for (const kiosk of open.values()) await kiosk.close();
      open.clear();
  }
  return { pushes };
}

process.on('message', (command: FleetCommand | 'stop') => {
  if (command === 'stop') {
    process.disconnect();
    return;
  }
  answer(command).then(
    (sent) => process.send?.(sent),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
process.send?.('ready');
