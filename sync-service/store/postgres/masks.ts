import { isMasking } from '../../../common/domain/masking.ts';
import type { Maskable, MaskedText, MaskStore } from '../masks.ts';
import { nothingTouched, REVISION } from '../published.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';
import { publication } from './publication.ts';

export function maskStore(db: Postgres): MaskStore {
  const documents = publication(db);
  const log = auditLog(db);
  const present = (contributionId: string) =>
    db.one<Maskable>(
      `SELECT title, words, ${REVISION} AS revision, target_id AS "targetId", target_kind AS "targetKind"
       FROM contributions AS c WHERE id = $1 AND withdrawn_at IS NULL FOR UPDATE`,
      contributionId,
    );
  const put = async (contributionId: string, { title, words }: MaskedText): Promise<void> => {
    await db.run(
      'UPDATE contributions SET title = $1, words = $2 WHERE id = $3',
      title,
      words,
      contributionId,
    );
    const touched = nothingTouched();
    touched.contributions.add(contributionId);
    await documents.refresh(touched);
  };
  const found = async (contributionId: string) => {
    const row = await present(contributionId);
    if (row === null) return null;
    const said = await db.one<MaskedText>(
      `SELECT original_title AS title, original_words AS words FROM masks
       WHERE contribution_id = $1 AND revision = $2`,
      contributionId,
      row.revision,
    );
    return said && { ...said, revision: row.revision };
  };

  return {
    mask: ({ contributionId, title, words, at, accountId }) =>
      db.transaction(async () => {
        const row = await present(contributionId);
        if (row === null) return null;
        if ((title === null) !== (row.title === null)) return 'altered';
        if (!isMasking(row.title ?? '', title ?? '') || !isMasking(row.words, words)) return 'altered';
        if (title === row.title && words === row.words) return 'altered';
        await db.run(
          `INSERT INTO masks (contribution_id, revision, title, words, original_title, original_words, at, account_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (contribution_id, revision) DO UPDATE SET title = excluded.title, words = excluded.words,
             at = excluded.at, account_id = excluded.account_id`,
          contributionId,
          row.revision,
          title,
          words,
          row.title,
          row.words,
          at,
          accountId,
        );
        await put(contributionId, { title, words });
        await log({ at, accountId, action: 'contribution.masked', subject: contributionId, detail: '' });
        return 'masked';
      }),
    unmask: ({ contributionId, at, accountId }) =>
      db.transaction(async () => {
        const said = await found(contributionId);
        if (said === null) return false;
        await db.run(
          'DELETE FROM masks WHERE contribution_id = $1 AND revision = $2',
          contributionId,
          said.revision,
        );
        await put(contributionId, said);
        await log({ at, accountId, action: 'contribution.unmasked', subject: contributionId, detail: '' });
        return true;
      }),
    original: ({ contributionId, at, accountId }) =>
      db.transaction(async () => {
        const said = await found(contributionId);
        if (said === null) return null;
        await log({
          at,
          accountId,
          action: 'contribution.original-read',
          subject: contributionId,
          detail: '',
        });
        return { title: said.title, words: said.words };
      }),
  };
}
