/**
 * Similar ideas among 100,000: the kiosk's search beside FTS5 with its default settings (any of the typed
 * words, ranked by bm25, five answers). Both hold the same ideas in a database file of their own on the same
 * disk, and answer the same 170 queries of the labelled set each round; the figure is the mean of one query.
 * The slowest query of the kiosk's search is told as well, because the host answers nothing else meanwhile.
 *
 * Speed alone would be easy. So both are also asked among the real contributions only, by the held-out
 * part of the labelled set: `hit` is the share of queries with a right idea among the first five, `found` the
 * mean share of the right ones among them.
 *
 * `searchVsDefaultFts` is how many times faster the kiosk's search is.
 */
import { join } from 'node:path';
import { createDefaultSearch } from '../electron/host/store/fixtures/similar/default-search.ts';
import {
  labelledQueries,
  recallAt5,
  type Statement,
  statements,
} from '../electron/host/store/fixtures/similar/labelled-set.ts';
import { kioskDatabase } from '../electron/host/store/schema.ts';
import { createSimilarIdeas } from '../electron/host/store/similar-ideas.ts';
import { openDatabase } from '../platform/sqlite.ts';
import { recombined } from './contributions.ts';
import { median, type Part, sideBySide, summary } from './side-by-side.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const IDEAS = 100_000;

function openSimilar(file: string, ideas: readonly Statement[]) {
  const db = openDatabase(file, kioskDatabase);
  const similar = createSimilarIdeas(db);
  const start = performance.now();
  db.transaction(() => {
    for (const { id, words } of ideas) similar.index({ id, title: '', words });
  })();
  const indexed = (performance.now() - start) / ideas.length;
  const search = (text: string): string[] => similar.search({ text, limit: 5 }).map(({ id }) => id);
  return { search, indexed, close: () => db.close() };
}

export const search: Part = ({ rounds }) =>
  withTemporaryFolder(async (folder) => {
    const real = statements();
    const ideas = [...real, ...recombined({ count: IDEAS - real.length, seed: 1 })];
    const ours = openSimilar(join(folder, 'kiosk.sqlite'), ideas);
    const fts = createDefaultSearch(ideas, join(folder, 'fts.sqlite'));
    const texts = labelledQueries().map(({ text }) => text);
    const mean = (find: (text: string) => unknown) => () => {
      const start = performance.now();
      for (const text of texts) find(text);
      return (performance.now() - start) / texts.length;
    };
    const slowest: number[] = [];
    const timed = (text: string) => {
      const start = performance.now();
      ours.search(text);
      return performance.now() - start;
    };
    const speed = await sideBySide({
      rounds,
      competitors: [
        { name: 'search: Perron', unit: 'ms a query', run: mean(ours.search) },
        { name: 'search: default FTS5', unit: 'ms a query', run: mean(fts.search) },
      ],
    });
    for (let round = 0; round < rounds; round += 1) slowest.push(Math.max(...texts.map(timed)));
    const figures = [
      ...speed,
      summary({ name: 'search: Perron, slowest query', unit: 'ms', values: slowest }),
      summary({ name: 'search: Perron, adding an idea in bulk', unit: 'ms', values: [ours.indexed] }),
      ...recallFigures(real),
    ];
    ours.close();
    fts.close();
    const ratio = median(figures, 'search: default FTS5') / median(figures, 'search: Perron');
    return { figures, ratios: { searchVsDefaultFts: ratio } };
  });

function recallFigures(real: readonly Statement[]) {
  const ours = openSimilar(':memory:', real);
  const fts = createDefaultSearch(real);
  const queries = labelledQueries().filter(({ set }) => set === 'test');
  const figures = [
    { who: 'Perron', recall: recallAt5(queries, ours.search) },
    { who: 'default FTS5', recall: recallAt5(queries, fts.search) },
  ].flatMap(({ who, recall }) => [
    summary({ name: `recall@5 (hit): ${who}`, unit: 'share', values: [recall.hit] }),
    summary({ name: `recall@5 (found): ${who}`, unit: 'share', values: [recall.found] }),
  ]);
  ours.close();
  fts.close();
  return figures;
}
