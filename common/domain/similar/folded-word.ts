/** One spelling for a word that is typed with and without accents. */

/** `ae`, `oe` and `ue` are how umlauts are typed on a keyboard without them. */
export const foldedWord = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'o')
    .replaceAll('æ', 'a')
    .replaceAll('ø', 'o')
    .replaceAll(/([aou])e/g, '$1');
