/** kill -9 at every named point of both sides, in turn and in an order that the seed shuffles. */
import { setTimeout as delay } from 'node:timers/promises';
import { FAULT_POINTS, type FaultPoint } from '../points.ts';
import { checkSlips } from '../slips.ts';
import type { Scenario } from './scenario.ts';

/** Long enough for a kiosk's planned tries to find a service that was just started again. */
const HIT_WITHIN_MS = 15_000;
const POSTS_A_ROUND = 12;

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}

export const crash: Scenario = {
  name: 'crash',
  about: 'kill -9 at named points of kiosk and service',
  asserts: [
    'saved-is-kept',
    'acknowledged-is-stored',
    'content-unchanged',
    'no-duplicates',
    'stored-is-shown',
    'slips-told',
    'drained',
  ],
  stores: ['sqlite', 'postgres'],
  rounds: { short: FAULT_POINTS.length, long: 1_000 },
  async run({ world, verdict, rounds }) {
    let on = world.startProcess();
    const kiosk = await world.addKiosk(on);
    let order: FaultPoint[] = [];
    for (let round = 0; round < rounds; round += 1) {
      if (order.length === 0) order = shuffled(FAULT_POINTS, world.random);
      const point = order.pop() as FaultPoint;
      if (!(await kiosk.openDesk())) throw new Error(`the kiosk died by itself: ${on.child.said()}`);
      if (point.atRest) await checkSlips({ world, verdict, kiosk });
      const victim = point.side === 'kiosk' ? on.child : world.service.child;
      const until = performance.now() + HIT_WITHIN_MS;
      const nth = 1 + Math.floor(world.random() * 3);
      victim.order({ fault: 'kill', point: point.name, nth: point.atConnection || point.atRest ? 1 : nth });
      if (point.atConnection && point.side === 'kiosk') {
        await world.service.kill();
        await world.service.start();
      } else if (point.atConnection) {
        await on.child.kill();
        on = world.startProcess();
        await kiosk.open(on, world.service.url);
      }
      for (let posts = 0; victim.isAlive() && performance.now() < until; posts += 1) {
        if (posts === 0 || !point.atRest) await kiosk.post();
        if (posts >= POSTS_A_ROUND || point.atRest) await delay(100);
      }
      const hit = victim.isAlive() ? 'killed, but not at' : 'killed at';
      verdict.count(`${hit}: ${point.side}: ${point.name}`);
      await (point.side === 'kiosk' ? on.child : world.service).kill();
      if (point.side === 'service') {
        // What the kiosk believes now, against what the service had on its disk when it died.
        await delay(20);
        await world.checkNow(verdict);
        // Now and then somebody looks before the service is back to fold by itself.
        if (world.random() < 0.5) await world.checkShown(verdict);
        await world.service.start();
        // A touch of "Try now" saves the planned wait; what comes back unattended is seen at the end.
        await kiosk.call('sync:now', {});
        if (point.atRest) await checkSlips({ world, verdict, kiosk });
      } else {
        on = world.startProcess();
        const opened = await kiosk.open(on, world.service.url);
        if (!opened?.ok) throw new Error(`the kiosk did not open again: ${JSON.stringify(opened)}`);
        await world.checkNow(verdict);
      }
    }
    // Whoever died last, the kiosk has a connection to make again by itself.
    await kiosk.post();
    await world.service.kill();
    await kiosk.post();
    await world.service.start();
    await world.drain(verdict);
    await world.checkNow(verdict);
    await world.checkShown(verdict);
    await checkSlips({ world, verdict, kiosk });
    await world.countRecords(verdict);
  },
};
