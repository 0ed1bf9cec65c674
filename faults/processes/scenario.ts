/** One scenario in a process of its own, in whichever tree this file lies; its verdict goes to the parent. */
import { runScenario } from '../run-scenario.ts';
import { SCENARIOS } from '../scenarios.ts';

const [name, seed] = process.argv.slice(2);
const scenario = SCENARIOS.find((one) => one.name === name);
if (scenario === undefined) throw new Error(`no scenario is called ${name}`);
const verdict = await runScenario({
  scenario,
  seed: Number(seed),
  rounds: scenario.rounds.short,
  store: scenario.stores[0],
});
process.send?.(Object.fromEntries(verdict.broken), () => process.exit(0));
