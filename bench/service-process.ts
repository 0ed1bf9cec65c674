/**
 * The sync service as `sync-service/main.ts` composes it, in a process of its own. On an empty folder it adds
 * a consultation and tells a one-time code for the kiosk that is to be measured.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashSecret } from '../platform/argon2id.ts';
import { createService } from '../sync-service/app.ts';
import { readConfig } from '../sync-service/config.ts';
import { createLog } from '../sync-service/log.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { PIN } from './kiosk-desk.ts';

const config = readConfig(process.env);
mkdirSync(config.dataFolder, { recursive: true });
const store = openSqliteStore({ file: join(config.dataFolder, 'service.sqlite') });
const service = await createService({ config, store, log: createLog({ level: config.logLevel }) });

async function makeCode(): Promise<string> {
  const consultation = testConsultation();
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const { code } = await service.devices.makeEnrolmentCode({
    name: 'Library kiosk',
    place: 'Main Library',
    consultationId: consultation.id,
    languages: ['en'],
    facilitators: [{ id: crypto.randomUUID(), name: 'Marie', pinHash: await hashSecret(PIN) }],
  });
  return code;
}

const code = process.argv.includes('--enrol') ? await makeCode() : null;
process.send?.({ url: await service.listen(), code });
process.once('message', async () => {
  await service.close();
  await store.close();
  process.disconnect();
});
