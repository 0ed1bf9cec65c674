/**
 * A kiosk's host in a process of its own, on the folder and against the service that it is given. It tells once everything
 * it had is acknowledged and, where a title is given, once it knows its consultation by that; asked for its memory, the most that it ever held, in bytes; asked what it holds, what it holds now.
 */
import { heldMemory } from './held-memory.ts';
import { openQuietKiosk, untilStatus } from './kiosk-desk.ts';
import { peakBytes } from './peak-memory.ts';

const [dataFolder = '', serviceUrl = '', titled] = process.argv.slice(2);
const kiosk = await openQuietKiosk({ dataFolder, serviceUrl });
await untilStatus(
  kiosk,
  ({ sync, consultation }) =>
    sync.state === 'online' &&
    sync.pending === 0 &&
    (titled === undefined || consultation?.title.en === titled),
);
process.send?.('acknowledged');
process.on('message', async (message) => {
  if (message === 'memory') {
    process.send?.(peakBytes());
    return;
  }
  if (message === 'held') {
    process.send?.(heldMemory());
    return;
  }
  await kiosk.close();
  process.disconnect();
});
