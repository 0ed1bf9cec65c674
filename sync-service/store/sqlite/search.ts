/** Looking for words in text that is no contribution: names, places and titles, of which there are thousands and not millions. */
import { foldedText } from '../../../common/domain/folded-text.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';

/** For the connection, before any statement asks for it. */
export const defineFolded = (db: Sqlite): void => {
  db.function('folded', { deterministic: true }, (text) => foldedText(String(text)));
};

/** True where every one of the words, a folded JSON list, occurs in the text. */
export const hasWords = (text: string, words: string): string =>
  `NOT EXISTS (SELECT 1 FROM json_each(${words}) AS word WHERE instr(folded(${text}), word.value) = 0)`;

/** All languages of a text of a document. */
export const inAllLanguages = (document: string, key: string): string =>
  `(SELECT group_concat(said.value, ' ') FROM json_each(${document}, '$.${key}') AS said)`;
