/**
 * The most memory that kiosk and service ever hold while a kiosk that was away pulls the feed until it is level: after 10,000 contributions
 * that others made meanwhile, and after 100,000. Each is in a process of its own, over loopback; what either holds after that is beside it.
 *
 * The kiosk has the feed of 2,000 records when it leaves. While it is away, kiosks of the same consultation send workshops
 * (`ingest-desk.ts`; six of ten records are contributions), in ten portions. After each portion staff refuse some contributions of all that are there, what the kiosk holds
 * among them, and answer some ideas; some people take everything back. All of it is made outside of what is measured. The last that happens is that
 * the consultation gets another title: by that the kiosk is known to be level, and then has exactly the contributions that the service shows.
 *
 * `awayKiosk100kVs10k` and `awayService100kVs10k` are how many times as much the longer absence takes at most.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import type { ConsultationDocument } from '../common/contract/feed.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { foldersIn, memoryOfSizes, openBothSides } from './both-sides.ts';
import { openIngest } from './ingest-desk.ts';
import { enrolKiosk, type Folders } from './push-kiosk.ts';
import type { Part } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const [SHORT, LONG] = [10_000, 100_000] as const;
const SIZES = [SHORT, LONG];
const KNOWN_RECORDS = 2_000;
const PORTIONS = 10;
const CONTRIBUTIONS_OF_TEN = 6;
const DECIDED_AT_ONCE = 200;
/** What the kiosk knows the consultation by when it leaves, and when it is level. */
const [LEAVING, LEVEL] = ['Before', 'A year later'] as const;

/** Rows of a database that something else holds open. */
function rowsOf<Row>(file: string, sql: string, ...given: readonly unknown[]): Row[] {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare<unknown[], Row>(sql).all(...given);
  db.close();
  return rows;
}

/** What others contribute to the only consultation of a service that does not run, and what becomes of it. */
async function happen({
  dataFolder,
  records,
  seed,
  title,
}: {
  readonly dataFolder: string;
  readonly records: number;
  readonly seed: number;
  readonly title: string;
}): Promise<void> {
  const file = join(dataFolder, 'service.sqlite');
  const store = openSqliteStore({ file });
  const [known] = await store.city.consultations();
  if (known === undefined) throw new Error('the service has no consultation');
  const consultation: ConsultationDocument = { ...known, title: { en: title } };
  const desk = await openIngest({ store, dataFolder, seed, batch: 100, consultation: known });
  const accountId = uuidv7();
  await store.staff.addAccount({
    id: accountId,
    name: `Ann ${seed}`,
    role: 'moderator',
    passwordHash: 'none',
    createdAt: 1,
  });
  const now = Date.now();
  const idsOf = (which: string, nth: number): string[] =>
    rowsOf<{ id: string }>(file, `SELECT id FROM contributions WHERE ${which} ORDER BY ordinal`, nth).map(
      ({ id }) => id,
    );
  for (let nth = 0; nth < PORTIONS; nth += 1) {
    await desk.take(records / PORTIONS);
    await desk.fold();
    const refused = idsOf('ordinal % 200 = ?', nth);
    for (let from = 0; from < refused.length; from += DECIDED_AT_ONCE)
      await store.moderation.decide({
        ids: refused.slice(from, from + DECIDED_AT_ONCE),
        decision: 'refused',
        reason: 'off-topic',
        note: '',
        turn: uuidv7(),
        at: now,
        accountId,
      });
    for (const id of idsOf("kind = 'idea' AND ordinal % 400 = 100 + ?", nth))
      await store.answers.give({
        target: { id, kind: 'idea' },
        answer: { state: 'planned', text: { en: 'It is in the budget of next year.' } },
        at: now,
        accountId,
      });
    const codes = rowsOf<{ codeDigest: string }>(
      file,
      'SELECT code_digest AS codeDigest FROM receipts WHERE code_digest GLOB ?',
      `${'ABCDEFGHIJ'[nth]}*`,
    );
    await store.records.withdraw(
      codes.map(({ codeDigest }) => ({
        recordId: uuidv7(),
        codeDigest,
        contributionId: null,
        receivedAt: now,
      })),
    );
  }
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  await desk.close();
}

/** A kiosk that left when it was level, and a service of which it does not know what happened since. */
async function prepare(made: Folders, contributions: number): Promise<void> {
  await enrolKiosk(made);
  const dataFolder = made.serviceData;
  await happen({ dataFolder, records: KNOWN_RECORDS, seed: 40, title: LEAVING });
  const { service, kiosk } = await openBothSides(made, LEAVING);
  await kiosk.stop();
  await service.stop();
  const records = (contributions * 10) / CONTRIBUTIONS_OF_TEN;
  await happen({ dataFolder, records, seed: 80, title: LEVEL });
}

/** A kiosk that lacks something, or holds what was taken back, would take less memory for a bad reason. */
function checkLevel({ serviceData, kioskData }: Folders): void {
  const ids = (file: string, table: string, which: string) =>
    rowsOf<{ ids: string }>(
      file,
      `SELECT group_concat(id ORDER BY id) AS ids FROM ${table} WHERE kind IN ('idea', 'comment') AND ${which}`,
    )[0]?.ids;
  const shown = ids(join(serviceData, 'service.sqlite'), 'feed', 'document IS NOT NULL');
  if (shown !== ids(join(kioskData, 'kiosk.db'), 'document', 'TRUE'))
    throw new Error('the kiosk is not level with the service');
}

export const away: Part = ({ rounds }) =>
  withTemporaryFolder(async (root) => {
    for (const count of SIZES) await prepare(foldersIn(root, String(count)), count);
    const { figures, growth } = await memoryOfSizes({
      root,
      rounds,
      sizes: SIZES,
      nameOf: (what, count) => `away: ${what}, ${count.toLocaleString('en')} contributions missed`,
      titled: LEVEL,
      check: checkLevel,
    });
    return {
      figures,
      ratios: {
        awayKiosk100kVs10k: growth('kiosk', SHORT, LONG),
        awayService100kVs10k: growth('service', SHORT, LONG),
      },
    };
  });
