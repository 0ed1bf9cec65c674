/** Which languages the screens and the words may have. */

/** What people may write in, besides the languages of the screens. */
const OTHER_WRITING_LANGUAGES = [
  'ar',
  'es',
  'fa',
  'it',
  'pl',
  'pt',
  'ro',
  'ru',
  'so',
  'ti',
  'tr',
  'uk',
] as const;

/** The kiosk's languages that have words; all that have words where the kiosk names none of them. */
export function screenLanguages(configured: readonly string[], locales: readonly string[]): string[] {
  const known = configured.filter((language) => locales.includes(language));
  // A kiosk that nobody has set up yet: its first words are those that most technicians read.
  return known.length > 0 ? known : ['en', ...locales.filter((language) => language !== 'en')];
}

export function writingLanguages(screens: readonly string[]): string[] {
  const others = OTHER_WRITING_LANGUAGES.filter((language) => !screens.includes(language));
  return [...screens, ...others];
}
