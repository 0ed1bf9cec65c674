/** `LISTEN` on one connection for all who watch; triggers in the database `NOTIFY` (migrations `0024-processes` and `0044-staff-news`), so no writer can forget to. */
import pg from 'pg';
import type { ChangeStore, Watcher } from '../changes.ts';

/** A connection that was cut without a word is found out by this. */
const LOOK_EVERY_MS = 60_000;
const AGAIN_AFTER_MS = 1_000;
const CHANNELS: { readonly [A in Watcher['about']]: string } = { staff: 'perron_staff', kiosks: 'perron' };

/** Until it is stopped; `onTold` gets the channel, or null when nobody can say which. */
function listenTo(url: string, onTold: (channel: string | null) => void): { stop(): Promise<void> } {
  let stopped = false;
  let listening: Promise<void> = Promise.resolve();
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;

  const listen = async (): Promise<void> => {
    const made = new pg.Client({
      connectionString: url,
      application_name: 'perron-listens',
      keepAlive: true,
    });
    client = made;
    made.on('notification', ({ channel }) => onTold(channel));
    // Without a listener an error would end the process; `end` follows it.
    made.on('error', () => undefined);
    made.on('end', () => {
      if (!stopped) again = setTimeout(start, AGAIN_AFTER_MS);
    });
    try {
      await made.connect();
      for (const channel of Object.values(CHANNELS)) await made.query(`LISTEN ${channel}`);
      // Whatever changed while nobody listened.
      onTold(null);
    } catch {
      // Ended also where it never began: one way to try again.
      await made.end().catch(() => undefined);
    }
  };
  const start = (): void => {
    listening = listen();
  };
  start();
  const net = setInterval(() => onTold(null), LOOK_EVERY_MS);

  return {
    async stop() {
      stopped = true;
      clearInterval(net);
      clearTimeout(again);
      await listening;
      await client?.end().catch(() => undefined);
    },
  };
}

export function changeStore({ url }: { readonly url: string }): ChangeStore {
  const watchers = new Set<Watcher>();
  let line: { stop(): Promise<void> } | null = null;
  const tell = (channel: string | null): void => {
    for (const { about, onChange } of watchers)
      if (channel === null || channel === CHANNELS[about]) onChange();
  };

  return {
    watch(watcher) {
      watchers.add(watcher);
      line ??= listenTo(url, tell);
      // It may have come after the word of the line that it shares.
      watcher.onChange();
      return {
        async stop() {
          watchers.delete(watcher);
          if (watchers.size > 0) return;
          const unwatched = line;
          line = null;
          await unwatched?.stop();
        },
      };
    },
  };
}
