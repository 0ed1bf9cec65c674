/** A city's own words in several languages, such as `{ fr: 'Mobilité', nl: 'Mobiliteit' }`. */
export type LocalizedText = { readonly [language: string]: string };

/**
 * The words in the wanted language, else in the first fallback that has them, else in whichever comes
 * first. `language` is what was found, so that a page can set `lang` and `dir`.
 */
export function localized(
  text: LocalizedText,
  wanted: readonly string[],
): { readonly text: string; readonly language: string } {
  for (const language of wanted) {
    const found = text[language];
    if (found !== undefined) return { text: found, language };
  }
  const first = Object.entries(text)[0];
  return first ? { text: first[1], language: first[0] } : { text: '', language: 'und' };
}
