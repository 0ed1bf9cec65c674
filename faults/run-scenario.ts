/** Runs one scenario in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from './scenarios/scenario.ts';
import type { StoreName } from './service.ts';
import { startVerdict, type Verdict } from './verdict.ts';
import { createWorld } from './world.ts';

/** Throws when the scenario itself could not go on: that proves nothing about any assertion. */
export async function runScenario({
  scenario,
  seed,
  rounds,
  store,
}: {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly rounds: number;
  readonly store: StoreName;
}): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), `perron-faults-${scenario.name}-`));
  const verdict = startVerdict();
  const world = await createWorld({ folder, seed, store });
  try {
    await scenario.run({ world, verdict, rounds });
    const untested = scenario.asserts.filter((assertion) => !verdict.tested.has(assertion));
    if (untested.length > 0) throw new Error(`${scenario.name} never came to test ${untested.join(', ')}`);
    return verdict;
  } finally {
    await world.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
