/** The short form of `npm run test:faults`, and one sabotage of each scenario; `--sabotages` proves all of them. */
import { describe, expect, test } from 'vitest';
import { runScenario } from './run-scenario.ts';
import { outdated, proveSabotage } from './sabotage.ts';
import { SABOTAGES } from './sabotages.ts';
import { SCENARIOS } from './scenarios.ts';
import { canTrace } from './trace.ts';
import { ASSERTIONS } from './verdict.ts';

const SEED = 1;

describe.each(SCENARIOS)('$name', (scenario) => {
  const cannotRun = scenario.name === 'power' && !canTrace();

  test.skipIf(cannotRun)(`${scenario.about}: nothing is lost, doubled or changed`, async () => {
    const { broken } = await runScenario({
      scenario,
      seed: SEED,
      rounds: scenario.rounds.short,
      store: scenario.stores[0],
    });
    expect(broken.size, JSON.stringify([...broken])).toBe(0);
  });

  const sabotage = SABOTAGES.find((one) => one.scenario === scenario.name);
  if (sabotage === undefined) throw new Error(`no sabotage of ${scenario.name}`);
  test.skipIf(cannotRun)(`when ${sabotage.name}, exactly "${sabotage.breaks}" notices`, async () => {
    const proof = await proveSabotage({ sabotage, seed: SEED });
    expect(proof.proved, JSON.stringify(proof)).toBe(true);
  });
});

test('each assertion has two sabotages at least', () => {
  const counted = Object.keys(ASSERTIONS).map((name) => [
    name,
    SABOTAGES.filter(({ breaks }) => breaks === name).length >= 2,
  ]);
  expect(Object.fromEntries(counted)).toEqual(
    Object.fromEntries(Object.keys(ASSERTIONS).map((name) => [name, true])),
  );
});

test('each scenario has two sabotages at least, and breaks with them what it asserts', () => {
  for (const { name, asserts } of SCENARIOS) {
    const broken = SABOTAGES.filter(({ scenario }) => scenario === name).map(({ breaks }) => breaks);
    expect(broken.length, name).toBeGreaterThanOrEqual(2);
    expect(asserts, name).toEqual(expect.arrayContaining(broken));
  }
});

test('each sabotage still fits the code that it breaks', () => {
  expect(outdated(SABOTAGES)).toEqual([]);
});
