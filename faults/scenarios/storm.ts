/** Many kiosks come back at once with full outboxes, while the service is killed three times. */
import { setTimeout as delay } from 'node:timers/promises';
import type { KioskProcess } from '../world.ts';
import type { Scenario } from './scenario.ts';

/** A long storm brings full outboxes, 100,000 records of 200 kiosks. */
const RECORDS_A_KIOSK = { few: 25, many: 500 };
const MANY_KIOSKS = 100;
const KIOSKS_A_PROCESS = 50;
const KILLS = 3;
const MS_A_RECORD = 4;
const MEMORY_BOUND_BYTES = 512 * 1_048_576;
const ANSWER_WITHIN_MS = 5_000;

export const storm: Scenario = {
  name: 'storm',
  about: 'many kiosks reconnect at once while the service is killed',
  asserts: [
    'acknowledged-is-stored',
    'content-unchanged',
    'no-duplicates',
    'drained',
    'memory-bounded',
    'staff-page-answers',
  ],
  /** Kiosks. */
  stores: ['sqlite', 'postgres'],
  rounds: { short: 8, long: 200 },
  async run({ world, verdict, rounds: kiosks }) {
    const { service, random } = world;
    const hosts = new Map<string, KioskProcess>();
    const records = kiosks < MANY_KIOSKS ? RECORDS_A_KIOSK.few : RECORDS_A_KIOSK.many;
    let on = world.startProcess();
    for (let made = 0; made < kiosks; made += 1) {
      if (made > 0 && made % KIOSKS_A_PROCESS === 0) on = world.startProcess();
      const kiosk = await world.addKiosk(on);
      await kiosk.close();
      await kiosk.open(on, null);
      await kiosk.openDesk();
      while (kiosk.saved.size < records) await kiosk.post();
      await kiosk.close();
      hosts.set(kiosk.name, on);
    }
    await Promise.all(
      world.kiosks.map(async (kiosk) => {
        await delay(random() * 1_000);
        const host = hosts.get(kiosk.name);
        if (host) await kiosk.open(host, service.url);
      }),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(200 + random() * 2_000);
      await service.kill();
      await world.checkNow(verdict);
      await service.start();
      const answered = await fetch(`${service.url}/staff/`, {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      }).then(
        ({ status }) => status,
        () => 0,
      );
      // Not built in every checkout: then it says so.
      verdict.check(
        'staff-page-answers',
        answered === 200 || answered === 503,
        () => `it answered ${answered}`,
      );
      verdict.count('service killed');
    }
    // Kiosks and service share the cores of one machine here, which takes some hundred records a second.
    await world.drain(verdict, { within: 60_000 + kiosks * records * MS_A_RECORD });
    await world.checkNow(verdict);
    const peak = service.peakMemory();
    verdict.check('memory-bounded', peak < MEMORY_BOUND_BYTES, () => `the service took ${peak} bytes`);
    verdict.count('kiosks', kiosks);
    verdict.count('megabytes that the service took at most', Math.round(peak / 1_048_576));
    await world.countRecords(verdict);
  },
};
