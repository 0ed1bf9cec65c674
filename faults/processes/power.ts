/**
 * A service and a kiosk in one process, to be traced: saves and sends, and notes in a journal what a person or the
 * kiosk was told, at the moment at which it was told.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { recombined } from '../../bench/contributions.ts';
import { done, ideaInput, openDesk, openQuietKiosk, PIN } from '../../bench/kiosk-desk.ts';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import { createService } from '../../sync-service/app.ts';
import { databaseFile } from '../../sync-service/data-folder.ts';
import { createLog } from '../../sync-service/log.ts';
import { openSqliteStore } from '../../sync-service/store/sqlite/sqlite-store.ts';
import { testConsultation } from '../../sync-service/test-support/service.ts';

const [folder = '', contributions = '0', seed = '1'] = process.argv.slice(2);
const journal = openSync(join(folder, 'journal'), 'a');
const note = (event: string, id: string): unknown => writeSync(journal, `${event} ${id}\n`);

const dataFolder = join(folder, 'service');
const store = openSqliteStore({ file: databaseFile(dataFolder) });
const service = await createService({
  config: {
    dataFolder,
    keysFolder: dataFolder,
    trustedProxies: [],
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    secureCookies: false,
    webhookNetwork: 'public',
    storeUrl: null,
    metrics: null,
    stopDelayMs: 0,
    kioskRetentionMs: null,
  },
  store,
  log: createLog({ level: 'silent' }),
});
const consultation = testConsultation();
await store.city.save([{ kind: 'consultation', document: consultation }]);
const { code } = await service.devices.makeEnrolmentCode({
  name: 'Kiosk',
  place: 'Library',
  consultationId: consultation.id,
  languages: ['en'],
  facilitators: [{ id: crypto.randomUUID(), name: 'Marie', pinHash: await hashSecret(PIN) }],
});

const kiosk = await openQuietKiosk({ dataFolder: join(folder, 'kiosk'), serviceUrl: await service.listen() });
const until = async (fits: (status: KioskStatus) => boolean): Promise<void> => {
  while (!fits(await done(kiosk, 'kiosk:status', {}))) await delay(5);
};
const enrolled = await kiosk.enrol({ code });
if (!enrolled.ok) throw new Error(enrolled.problem);
await until((now) => now.consultation !== null);
await openDesk(kiosk);
let saved: string[] = [];
for (const statement of recombined({ count: Number(contributions), seed: Number(seed) })) {
  const { id } = await done(kiosk, 'idea:post', ideaInput(statement));
  note('saved', id);
  saved.push(id);
  if (saved.length < 4) continue;
  await until(({ sync }) => sync.pending === 0);
  for (const one of saved) note('acknowledged', one);
  saved = [];
}
process.exit(0);
