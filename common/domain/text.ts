/** What counts as a character, and how typed text is made storable. */

/** Bounds in Unicode code points, the unit in which a person would count most scripts. */
export const TITLE_MAX = 120;
export const WORDS_MAX = 5_000;
export const FIRST_NAME_MAX = 60;
/** Of a number or an address. */
export const REACH_MAX = 500;

export const characterCount = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Characters are never more than code units: most text need not be counted. */
export const isAtMost = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= 2 * max && characterCount(text) <= max);

/**
 * Text as every store can keep it: a lone surrogate has no UTF-8, and PostgreSQL refuses U+0000, so both
 * become U+FFFD, as HTML parsers do. Everything else (control characters, markup, right-to-left marks)
 * stays to the byte and is shown as text.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD');

export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

export const isBlank = (text: string): boolean => !/[\p{L}\p{N}\p{S}\p{P}]/u.test(text);
