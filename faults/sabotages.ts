/** Ways to break Perron, at least two for each assertion. What they put in is code that somebody could have written. */
import type { Sabotage } from './sabotage.ts';
import { crash } from './sabotages/crash.ts';
import { followers } from './sabotages/followers.ts';
import { identity } from './sabotages/identity.ts';
import { injection } from './sabotages/injection.ts';
import { network } from './sabotages/network.ts';
import { poison } from './sabotages/poison.ts';
import { power } from './sabotages/power.ts';
import { restore } from './sabotages/restore.ts';
import { storage } from './sabotages/storage.ts';
import { storm } from './sabotages/storm.ts';
import { theft } from './sabotages/theft.ts';

export const SABOTAGES: readonly Sabotage[] = [
  ...crash,
  ...power,
  ...network,
  ...poison,
  ...injection,
  ...identity,
  ...storage,
  ...restore,
  ...theft,
  ...storm,
  ...followers,
];
