/** Ideas as Decidim's proposals importer takes them: a CSV with semicolons, the language in each heading. */
import { csvOf, isFormula } from '../../../platform/csv.ts';
import type { PlatformForm } from './form.ts';

export const decidim: PlatformForm = {
  fileName: ({ language }) => `decidim-${language}.csv`,
  rowsMax: null,
  // The optional columns stay out: nobody is asked for a place, and taxonomies have numbers of that platform.
  headings: (language) => [`title/${language}`, `body/${language}`],
  cells({ row: { title, words }, onNote }) {
    for (const text of [title, words]) if (isFormula(text)) onNote('signs-neutralised');
    return [title, words];
  },
  content: ({ headings, pages }) => csvOf({ columns: headings, pages, separator: 'semicolon', bom: false }),
};
