/** A kiosk that was set up by an earlier Perron, with real records, goes on where it was. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { setBack } from '../../../platform/test-support/earlier-version.ts';
import { expectIntact, recordsIn } from '../test-support/chain.ts';
import { PIN } from '../test-support/city.ts';
import { statement } from '../test-support/contributions.ts';
import { done, enrolledFolder, ideaFrom, openDesk, openHost, temporaryFolder } from '../test-support/host.ts';
import { kioskDatabase } from './schema.ts';

/** The rows of a present kiosk, in a database as it was when only the first `version` migrations existed. */
async function kioskOfVersion(version: number): Promise<string> {
  const present = await enrolledFolder();
  const kiosk = await openHost({ dataFolder: present });
  await openDesk(kiosk);
  for (let index = 0; index < 20; index += 1) await done(kiosk, 'idea:post', ideaFrom(statement(index)));
  await done(kiosk, 'idea:similar', { text: statement(0).words });
  await kiosk.close();
  const db = new Database(join(present, 'kiosk.db'));
  db.exec(
    `INSERT INTO settlement (ordinal, settled_at, rule) VALUES (1, 5, NULL), (2, 7, NULL), (4, 6, 'seq-conflict')`,
  );
  db.exec('UPDATE delivery SET settled_through = 2, acknowledged_at = 7');
  db.close();

  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  setBack({
    present: join(present, 'kiosk.db'),
    file: join(folder, 'kiosk.db'),
    kind: kioskDatabase,
    version,
    // What the search is made of is made anew from the documents.
    leftOut: /^similar/,
  });
  return folder;
}

test.each(kioskDatabase.migrations.map(({ name }, index) => [index + 1, name] as const))(
  'from version %i (%s): every record, the enrolment and the desk are as they were',
  async (version) => {
    const dataFolder = await kioskOfVersion(version);
    const kiosk = await openHost({ dataFolder });
    await done(kiosk, 'facilitator:unlock', { pin: PIN });
    expect(await done(kiosk, 'kiosk:status', {})).toMatchObject({
      sync: { pending: 21, acknowledged: 2, quarantined: 1, lastAcknowledgedAt: 7 },
      session: { counts: { ideas: 20, participants: 1 } },
      participant: { ideas: 20 },
    });
    const { ideas } = await done(kiosk, 'idea:similar', { text: statement(3).words });
    expect(ideas.map(({ words }) => words)).toContain(statement(3).words);
    await done(kiosk, 'idea:post', ideaFrom(statement(30)));
    await kiosk.close();
    const records = recordsIn(dataFolder);
    expectIntact(records);
    expect(records).toHaveLength(26);

    expect(
      records
        .slice(0, 4)
        .map(({ state }) => state)
        .join(),
    ).toBe('acknowledged,acknowledged,pending,quarantined');
  },
);
