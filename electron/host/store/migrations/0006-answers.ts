/** Documents may carry the city's answer now: those that came before lack it, so the next pull brings a snapshot. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const answers: Migration = {
  name: '0006-answers',
  sql: 'UPDATE feed SET epoch = NULL, scope = NULL, position = NULL, sweeping = 0;',
};
