/**
 * `npm run test:faults -- [--only crash,network] [--seed 1] [--rounds N] [--store postgres] [--sabotages]`: prints what was done
 * and whether every assertion held, and exits 1 when one did not. `--sabotages` instead breaks a copy of Perron in one
 * place after the other, and proves that each break fails exactly its assertion.
 */
import { parseArgs } from 'node:util';
import { runScenario } from './run-scenario.ts';
import { proveSabotage } from './sabotage.ts';
import { SABOTAGES } from './sabotages.ts';
import { SCENARIOS } from './scenarios.ts';
import { STORES } from './service.ts';
import { ASSERTIONS, type Verdict } from './verdict.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    store: { type: 'string' },
    sabotages: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1 on`);
  return number;
}

function print(verdict: Verdict): void {
  for (const [what, count] of verdict.counts) console.log(`  ${String(count).padStart(8)}  ${what}`);
  for (const [assertion, times] of verdict.tested) {
    const broken = verdict.broken.get(assertion);
    const mark = broken === undefined ? 'held' : 'BROKEN';
    console.log(`  ${mark.padStart(8)}  ${assertion}: ${ASSERTIONS[assertion]} (${times} times looked)`);
    for (const detail of broken ?? []) console.log(`            ${detail}`);
  }
}

const seed = wholeNumber('seed', values.seed);
const named = STORES.find((one) => one === values.store);
if (values.store !== undefined && named === undefined)
  throw new Error(`--store knows ${STORES.join(', ')}; not ${values.store}`);
/** Those that can run on the named store; each on the first of its own where none is named. */
const runnable = SCENARIOS.filter(({ stores }) => named === undefined || stores.includes(named));
const names = values.only?.split(',') ?? runnable.map(({ name }) => name);
const chosen = names.map((name) => {
  const scenario = runnable.find((one) => one.name === name);
  if (scenario === undefined)
    throw new Error(`--only knows ${runnable.map((one) => one.name).join(', ')}; not ${name}`);
  return scenario;
});

async function runScenarios(): Promise<number> {
  let broken = 0;
  for (const scenario of chosen) {
    const rounds = values.rounds === undefined ? scenario.rounds.long : wholeNumber('rounds', values.rounds);
    const store = named ?? scenario.stores[0];
    console.log(`\n${scenario.name}: ${scenario.about} (${store}, seed ${seed}, ${rounds} rounds)`);
    const verdict = await runScenario({ scenario, seed, rounds, store });
    print(verdict);
    broken += verdict.broken.size;
  }
  console.log(`\n${broken === 0 ? 'Everything held.' : `${broken} assertions did not hold.`}`);
  return broken;
}

async function proveSabotages(): Promise<number> {
  let unproved = 0;
  for (const sabotage of SABOTAGES.filter(({ scenario }) => names.includes(scenario))) {
    const { proved, told } = await proveSabotage({ sabotage, seed });
    const word = proved ? 'noticed' : 'NOT SO';
    console.log(`${word.padStart(8)}  ${sabotage.scenario}: ${sabotage.name} (${sabotage.breaks})`);
    if (!proved) console.log(`          ${told}`);
    if (!proved) unproved += 1;
  }
  console.log(
    `\n${unproved === 0 ? 'Every sabotage failed exactly its assertion.' : `${unproved} did not.`}`,
  );
  return unproved;
}

const failures = values.sabotages ? await proveSabotages() : await runScenarios();
process.exit(failures === 0 ? 0 : 1);
