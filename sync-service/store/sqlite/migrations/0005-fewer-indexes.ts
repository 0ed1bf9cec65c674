/** Sessions read their contributions from the records: this index cost every insert and served nobody. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const fewerIndexes: Migration = {
  name: '0005-fewer-indexes',
  sql: 'DROP INDEX contributions_of_session;',
};
