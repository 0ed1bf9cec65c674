/** `LISTEN` on a connection of its own; triggers in the database `NOTIFY` (migration `0024-processes`), so no writer can forget to. */
import pg from 'pg';
import type { ChangeStore } from '../changes.ts';

/** A connection that was cut without a word is found out by this. */
const LOOK_EVERY_MS = 60_000;
const AGAIN_AFTER_MS = 1_000;

export function changeStore({ url }: { readonly url: string }): ChangeStore {
  return {
    watch(onChange) {
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
        made.on('notification', onChange);
        // Without a listener an error would end the process; `end` follows it.
        made.on('error', () => undefined);
        made.on('end', () => {
          if (!stopped) again = setTimeout(start, AGAIN_AFTER_MS);
        });
        try {
          await made.connect();
          await made.query('LISTEN perron');
          // Whatever changed while nobody listened.
          onChange();
        } catch {
          // Ended also where it never began: one way to try again.
          await made.end().catch(() => undefined);
        }
      };
      const start = (): void => {
        listening = listen();
      };
      start();
      const net = setInterval(onChange, LOOK_EVERY_MS);

      return {
        async stop() {
          stopped = true;
          clearInterval(net);
          clearTimeout(again);
          await listening;
          await client?.end().catch(() => undefined);
        },
      };
    },
  };
}
