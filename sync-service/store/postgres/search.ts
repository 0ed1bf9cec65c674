/** Looking for words in text that is no contribution: names, places and titles, of which there are thousands and not millions. */

/** True where every one of the words, folded, occurs in the text. */
export const hasWords = (text: string, words: string): string =>
  `NOT EXISTS (SELECT 1 FROM unnest(${words}::text[]) AS word WHERE strpos(perron_folded(${text}), word) = 0)`;

/** All languages of a text of a document. */
export const inAllLanguages = (document: string, key: string): string =>
  `(SELECT string_agg(value, ' ') FROM json_each_text((${document})::json -> '${key}'))`;
