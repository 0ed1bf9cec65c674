/** `npm run reset`: forgets the demo (service, kiosk and accounts), so that the next `npm start` begins anew. */
import { rmSync } from 'node:fs';
import path from 'node:path';

const folder = process.env.PERRON_DATA ?? path.join(import.meta.dirname, '..', 'data');
for (const name of ['service', 'kiosk', 'demo-accounts.json']) {
  rmSync(path.join(folder, name), { recursive: true, force: true });
}
console.log(`The demo's data in ${folder} is gone.`);
