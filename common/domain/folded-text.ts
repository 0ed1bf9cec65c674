/** Text as it is searched: without case and accents. */

export const foldedText = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a search, each of which must occur. */
export const searchWords = (query: string): string[] =>
  foldedText(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
