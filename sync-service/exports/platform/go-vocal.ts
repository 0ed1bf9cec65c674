/**
 * Ideas as Go Vocal's input importer takes them: one sheet, headings that it knows by their words, in English or Belgian
 * French, at most 5,000 rows and 80 characters of title.
 */
import { localized } from '../../../common/domain/localized-text.ts';
import { GO_VOCAL_ROWS_MAX, GO_VOCAL_TITLE_MAX, shortened } from '../../../common/domain/platform-export.ts';
import { xlsxOf } from '../../../platform/xlsx.ts';
import type { PlatformForm } from './form.ts';

const ENGLISH = [
  'First name(s)',
  'Last name',
  'Email address',
  'Permission',
  'Date Published (dd-mm-yyyy)',
  'Title',
  'Description',
  'Tags',
  'Location',
  'Image URL',
  'Latitude',
  'Longitude',
] as const;
const BELGIAN_FRENCH = [
  'Prénom',
  'Nom',
  'Adresse e-mail',
  'Permission',
  'Date de publication (jj-mm-aaaa)',
  'Titre',
  'Description complète',
  'Étiquettes',
  'Adresse',
  "URL de l'image",
  'Latitude',
  'Longitude',
] as const;
const WIDTHS = [16, 16, 20, 12, 24, 48, 80, 24, 16, 16, 12, 12];

const isFrench = (language: string): boolean => /^fr\b/.test(language);
/** In UTC, as all times of an export. */
const date = (at: number): string => new Date(at).toISOString().slice(0, 10).split('-').reverse().join('-');

export const goVocal: PlatformForm = {
  fileName: ({ language, number }) => `go-vocal-${language}-${number}.xlsx`,
  rowsMax: GO_VOCAL_ROWS_MAX,
  headings: (language) => (isFrench(language) ? BELGIAN_FRENCH : ENGLISH),
  cells({ row: { title, words, author, language, recordedAt }, topic, onNote }) {
    const short = shortened(title ?? '', GO_VOCAL_TITLE_MAX);
    const isShortened = short !== title;
    if (isShortened) onNote('titles-shortened');
    const tag = topic && localized(topic.label, [language ?? 'en', 'en']).text;
    return [
      author,
      null,
      // Sealed to the city's key, and given for another purpose.
      null,
      author === null ? null : 'X',
      date(recordedAt),
      short,
      isShortened ? `${title}\n\n${words}` : words,
      // The importer takes a semicolon for the next tag.
      tag?.replaceAll(';', ',') ?? null,
      // People say what they want, not where: the kiosk's own place would be a false one.
      null,
      null,
      null,
      null,
    ];
  },
  content: ({ headings, pages }) =>
    xlsxOf({ sheets: [{ name: 'Import', widths: WIDTHS, heading: headings, pages: () => pages }] }),
};
