/** What makes an empty folder a demo: the demo city, a staff account, a kiosk's enrolment code. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const ADMIN = path.join(import.meta.dirname, '..', '..', 'sync-service', 'admin.ts');
const FACILITATOR = 'Amélie';

const accounts = z.strictObject({
  staff: z.strictObject({ name: z.string(), password: z.string() }),
  facilitator: z.strictObject({ name: z.string(), pin: z.string() }),
});
export type DemoAccounts = z.infer<typeof accounts>;

/** Throws with the last line that the command line said. */
function admin(serviceData: string, words: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ADMIN, ...words, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, PERRON_DATA: serviceData },
  });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `admin ${words[0]} failed`);
  return JSON.parse(stdout);
}

/** Fills an empty service and makes its accounts, once: they are kept in a file that its owner alone can read. */
export function prepareDemo({ folder, serviceData }: { folder: string; serviceData: string }): DemoAccounts {
  admin(serviceData, ['demo']);
  const file = path.join(folder, 'demo-accounts.json');
  if (existsSync(file)) return accounts.parse(JSON.parse(readFileSync(file, 'utf8')));
  const name = 'demo';
  const made = z
    .object({ password: z.string() })
    .parse(admin(serviceData, ['staff', 'add', '--name', name, '--role', 'administrator', '--generate']));
  const prepared: DemoAccounts = {
    staff: { name, password: made.password },
    facilitator: { name: FACILITATOR, pin: String(randomInt(100_000, 1_000_000)) },
  };
  writeFileSync(file, `${JSON.stringify(prepared, null, 2)}\n`, { mode: 0o600 });
  return prepared;
}

/** A one-time code for the demo's kiosk; its facilitator gets the demo's PIN. */
export function makeEnrolmentCode({
  serviceData,
  facilitator,
}: {
  serviceData: string;
  facilitator: DemoAccounts['facilitator'];
}): string {
  const answer = admin(serviceData, [
    'kiosk',
    'enrolment-code',
    '--name',
    'Demo kiosk',
    '--place',
    'Warren County Public Library',
    '--languages',
    'fr,nl,de,en,it,es,tr,ar',
    '--facilitator',
    `${facilitator.name}:${facilitator.pin}`,
  ]);
  return z.object({ code: z.string() }).parse(answer).code;
}
