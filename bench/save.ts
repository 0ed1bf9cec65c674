/**
 * Saving a contribution durably: `idea:post` through the host, from the call to its answer, with validation, the rules of the desk, record,
 * hash, chain and outbox, beside one bare SQLite commit of the same record's bytes: id, header and body in a table whose only index is
 * the key. Both write to a file on the same disk with WAL and `synchronous=FULL`; one commit a contribution. They take turns of
 * 50 contributions, 8 turns a round, since a commit takes as long as the disk likes just then; SQLite alone commits the very records that the
 * host made before. What a save leaves for later, where its record is found, the kiosk's lists and the search for similar ideas, is done
 * after each turn and told beside. So is what either writes for a contribution, which does not hang on how busy the disk is.
 *
 * `saveVsBareCommit` is how many times a bare commit the host's saving takes.
 */
import { join } from 'node:path';
import { openDataFolder } from '../electron/host/store/data-folder.ts';
import { createStore } from '../electron/host/store/store.ts';
import { cityEntries, configuration } from '../electron/host/test-support/city.ts';
import { makeKeyPair } from '../platform/crypto.ts';
import { openBareSqlite, recordsOf } from './bare-sqlite.ts';
import { recombined } from './contributions.ts';
import { done, ideaInput, openDesk, openQuietKiosk } from './kiosk-desk.ts';
import { besides, median, type Part, sideBySide } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { writtenBytes } from './written.ts';

const CONTRIBUTIONS = 50;
const TURNS = 8;

/** As if it had been enrolled and had pulled its feed: no service runs beside the measurement. */
async function enrolOffline(dataFolder: string): Promise<void> {
  const settings = await configuration();
  const { db, close } = openDataFolder(dataFolder);
  const store = createStore(db);
  store.device.saveKey(makeKeyPair());
  store.device.saveEnrolment({
    deviceId: crypto.randomUUID(),
    serviceId: crypto.randomUUID(),
    signingKey: makeKeyPair().publicKey,
    configuration: settings,
  });
  store.device.startChain(crypto.randomUUID());
  for (const entry of cityEntries()) store.documents.applyEntry({ entry, generation: 0 });
  close();
}

export const save: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const dataFolder = join(folder, 'kiosk');
    await enrolOffline(dataFolder);
    const kiosk = await openQuietKiosk({ dataFolder, serviceUrl: null });
    const bare = openBareSqlite(join(folder, 'bare.sqlite'));
    await openDesk(kiosk);
    const turns = rounds * TURNS;
    const inputs = recombined({ count: CONTRIBUTIONS * (turns + 2), seed: 2 });
    const next = () => ideaInput(inputs.next().value);
    // The first makes the slip's code, once a participant; and SQLite's turn may come first.
    for (let made = 0; made < CONTRIBUTIONS; made += 1) await done(kiosk, 'idea:post', next());
    let committed = 0;
    const afterwards = besides('ms a contribution');
    const written = besides('KiB a contribution');
    /** Does the work of a turn and notes what it wrote. */
    const noting = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
      const before = writtenBytes();
      const result = await work();
      const after = writtenBytes();
      if (before !== null && after !== null) written.note(name, (after - before) / 1_024 / CONTRIBUTIONS);
      return result;
    };
    const speed = await sideBySide({
      rounds: turns,
      competitors: [
        {
          name: 'save: Perron',
          unit: 'ms a contribution',
          async run() {
            const batch = Array.from({ length: CONTRIBUTIONS }, next);
            const start = performance.now();
            await noting('save: Perron, written', async () => {
              for (const input of batch) await done(kiosk, 'idea:post', input);
            });
            const saved = performance.now();
            await done(kiosk, 'idea:similar', { text: 'More trees' });
            afterwards.note(
              'save: Perron, lists and search afterwards',
              (performance.now() - saved) / CONTRIBUTIONS,
            );
            return (saved - start) / CONTRIBUTIONS;
          },
        },
        {
          name: 'save: bare SQLite commit',
          unit: 'ms a contribution',
          async run() {
            const ideas = recordsOf(join(dataFolder, 'kiosk.db')).filter(isIdea);
            const lines = ideas.slice(committed, committed + CONTRIBUTIONS);
            committed += lines.length;
            const start = performance.now();
            await noting('save: bare SQLite commit, written', () => {
              for (const line of lines) bare.commit([line]);
            });
            return (performance.now() - start) / lines.length;
          },
        },
      ],
    });
    bare.close();
    await kiosk.close();
    const figures = [...speed, ...afterwards.figures(), ...written.figures()];
    return {
      figures,
      ratios: {
        saveVsBareCommit: median(figures, 'save: Perron') / median(figures, 'save: bare SQLite commit'),
      },
    };
  });

const isIdea = ({ header }: { header: string }): boolean => JSON.parse(header).kind === 'idea';
