import { isMasking } from '../../../common/domain/masking.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Maskable, MaskedText, MaskStore } from '../masks.ts';
import { nothingTouched, REVISION } from '../published.ts';
import { auditLog } from './audit-log.ts';
import { publication } from './publication.ts';

export function maskStore(db: Sqlite): MaskStore {
  const documents = publication(db);
  const log = auditLog(db);
  const present = db.prepare<[string], Maskable>(
    `SELECT title, words, ${REVISION} AS revision, target_id AS targetId, target_kind AS targetKind
     FROM contributions AS c WHERE id = ? AND withdrawn_at IS NULL`,
  );
  const add = db.prepare(
    `INSERT INTO masks (contribution_id, revision, title, words, original_title, original_words, at, account_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (contribution_id, revision) DO UPDATE SET title = excluded.title, words = excluded.words,
       at = excluded.at, account_id = excluded.account_id`,
  );
  const show = db.prepare('UPDATE contributions SET title = ?, words = ? WHERE id = ?');
  const original = db.prepare<[string, string], MaskedText>(
    'SELECT original_title AS title, original_words AS words FROM masks WHERE contribution_id = ? AND revision = ?',
  );
  const remove = db.prepare('DELETE FROM masks WHERE contribution_id = ? AND revision = ?');

  const put = (contributionId: string, { title, words }: MaskedText): void => {
    show.run(title, words, contributionId);
    const touched = nothingTouched();
    touched.contributions.add(contributionId);
    documents.refresh(touched);
  };
  const found = (contributionId: string): (MaskedText & { readonly revision: string }) | null => {
    const row = present.get(contributionId);
    const said = row && original.get(contributionId, row.revision);
    return row && said ? { ...said, revision: row.revision } : null;
  };

  const mask = db.transaction(
    ({ contributionId, title, words, at, accountId }: Parameters<MaskStore['mask']>[0]) => {
      const row = present.get(contributionId);
      if (row === undefined) return null;
      if ((title === null) !== (row.title === null)) return 'altered';
      if (!isMasking(row.title ?? '', title ?? '') || !isMasking(row.words, words)) return 'altered';
      if (title === row.title && words === row.words) return 'altered';
      add.run(contributionId, row.revision, title, words, row.title, row.words, at, accountId);
      put(contributionId, { title, words });
      log({ at, accountId, action: 'contribution.masked', subject: contributionId, detail: '' });
      return 'masked';
    },
  );
  const unmask = db.transaction(
    ({ contributionId, at, accountId }: Parameters<MaskStore['unmask']>[0]): boolean => {
      const said = found(contributionId);
      if (said === null) return false;
      remove.run(contributionId, said.revision);
      put(contributionId, said);
      log({ at, accountId, action: 'contribution.unmasked', subject: contributionId, detail: '' });
      return true;
    },
  );
  const read = db.transaction(({ contributionId, at, accountId }: Parameters<MaskStore['original']>[0]) => {
    const said = found(contributionId);
    if (said === null) return null;
    log({ at, accountId, action: 'contribution.original-read', subject: contributionId, detail: '' });
    return { title: said.title, words: said.words };
  });

  return {
    mask: async (request) => mask.immediate(request),
    unmask: async (request) => unmask.immediate(request),
    original: async (request) => read.immediate(request),
  };
}
