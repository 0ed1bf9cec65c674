/**
 * The sync service as `sync-service/main.ts` composes it, in a process of its own. On an empty folder it adds
 * a consultation and tells a one-time code for the kiosk that is to be measured. With `--encoding plain` it is a service
 * that knows no other encoding. Asked for its memory, it tells the most that it ever held, in bytes; asked what it holds, what it holds now; asked whether all is
 * folded, it answers once it is.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hashSecret } from '../platform/argon2id.ts';
import { createService } from '../sync-service/app.ts';
import { readConfig } from '../sync-service/config.ts';
import { createLog } from '../sync-service/log.ts';
import { openSqliteStore } from '../sync-service/store/sqlite/sqlite-store.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { heldMemory } from './held-memory.ts';
import { PIN } from './kiosk-desk.ts';
import { peakBytes } from './peak-memory.ts';

const { values } = parseArgs({
  options: { enrol: { type: 'boolean', default: false }, encoding: { type: 'string', default: 'zstd' } },
});
const config = readConfig(process.env);
mkdirSync(config.dataFolder, { recursive: true });
const store = openSqliteStore({ file: join(config.dataFolder, 'service.sqlite') });
const service = await createService({ config, store, log: createLog({ level: config.logLevel }) });

if (values.encoding === 'plain') {
  const { prove } = service.devices;
  // Encodings are not part of what the kiosk signs.
  service.devices.prove = ({ request, nonce }) =>
    prove({ request: request.encodings ? { ...request, encodings: ['plain'] } : request, nonce });
}

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

const code = values.enrol ? await makeCode() : null;
process.send?.({ url: await service.listen(), code });
process.on('message', async (message) => {
  if (message === 'memory') {
    process.send?.(peakBytes());
    return;
  }
  if (message === 'held') {
    process.send?.(heldMemory());
    return;
  }
  if (message === 'folded') {
    await store.projection.settle();
    process.send?.(true);
    return;
  }
  await service.close();
  await store.close();
  process.disconnect();
});
