/** Measures competitors in turns, so that what else the machine does falls on all of them alike. */

export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
};
export type Report = {
  readonly figures: readonly Figure[];
  readonly ratios: Readonly<Record<string, number>>;
};
/** One benchmark: what it measures is told at the head of its file. */
export type Part = (options: { rounds: number }) => Promise<Report>;

/** Runs its part of one round and returns the figure that it measured. */
export type Competitor = { readonly name: string; readonly unit: string; run(): Promise<number> | number };

export function summary({
  name,
  unit,
  values,
}: {
  name: string;
  unit: string;
  values: readonly number[];
}): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[index];
    if (value === undefined) throw new Error(`${name} has no values`);
    return value;
  };
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { name, unit, median, min: at(0), max: at(sorted.length - 1) };
}

/**
 * After one round that does not count; every second round goes through them backwards. Each value is told as it comes, since some
 * parts take long.
 */
export async function sideBySide({
  rounds,
  competitors,
}: {
  rounds: number;
  competitors: readonly Competitor[];
}): Promise<Figure[]> {
  const values = new Map(competitors.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, unit, run } of round % 2 === 0 ? competitors : competitors.toReversed()) {
      const value = await run();
      console.log(
        `  ${round === 0 ? 'not counted' : `round ${round}`}: ${name}, ${Number(value.toPrecision(4))} ${unit}`,
      );
      if (round > 0) values.get(name)?.push(value);
    }
  }
  return competitors.map(({ name, unit }) => summary({ name, unit, values: values.get(name) ?? [] }));
}

/** What rounds measure beside their one figure; the round that does not count is left out as there. */
export function besides(unit: string) {
  const values = new Map<string, number[]>();
  return {
    note(name: string, value: number): void {
      values.set(name, [...(values.get(name) ?? []), value]);
    },
    figures: (): Figure[] =>
      [...values].map(([name, noted]) => summary({ name, unit, values: noted.slice(1) })),
  };
}

export function median(figures: readonly Figure[], name: string): number {
  const figure = figures.find((one) => one.name === name);
  if (figure === undefined) throw new Error(`no figure is called ${name}`);
  return figure.median;
}
