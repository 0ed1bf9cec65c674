/** Every scenario, in the order in which they run. */
import { crash } from './scenarios/crash.ts';
import { followers } from './scenarios/followers.ts';
import { identity } from './scenarios/identity.ts';
import { injection } from './scenarios/injection.ts';
import { network } from './scenarios/network.ts';
import { poisoned } from './scenarios/poison.ts';
import { power } from './scenarios/power.ts';
import { restore } from './scenarios/restore.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { storage } from './scenarios/storage.ts';
import { storm } from './scenarios/storm.ts';
import { theft } from './scenarios/theft.ts';

export const SCENARIOS: readonly Scenario[] = [
  crash,
  power,
  network,
  poisoned,
  injection,
  identity,
  storage,
  restore,
  theft,
  storm,
  followers,
];
