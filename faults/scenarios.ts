/** Every scenario, in the order in which they run. */
import { crash } from './scenarios/crash.ts';
import { network } from './scenarios/network.ts';
import type { Scenario } from './scenarios/scenario.ts';

export const SCENARIOS: readonly Scenario[] = [crash, network];
