import type { SecondFactor, SecondFactorStore } from '../second-factors.ts';
import { auditLog } from './audit-log.ts';
import type { Postgres } from './database.ts';

export function secondFactorStore(db: Postgres): SecondFactorStore {
  const log = auditLog(db);
  return {
    find: (accountId) =>
      db.one<SecondFactor>(
        `SELECT sealed_key AS "sealedKey",
           (SELECT count(*) FROM recovery_codes WHERE account_id = second_factors.account_id) AS "codesLeft"
         FROM second_factors WHERE account_id = $1`,
        accountId,
      ),
    async accountIds() {
      const rows = await db.rows<{ id: string }>('SELECT account_id AS id FROM second_factors');
      return new Set(rows.map(({ id }) => id));
    },
    add: ({ accountId, sealedKey, step, codeDigests, at }, logged) =>
      db.transaction(async () => {
        const added = await db.run(
          `INSERT INTO second_factors (account_id, sealed_key, last_step, set_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (account_id) DO NOTHING`,
          accountId,
          sealedKey,
          step,
          at,
        );
        if (added !== 1) return false;
        for (const digest of codeDigests)
          await db.run('INSERT INTO recovery_codes (account_id, digest) VALUES ($1, $2)', accountId, digest);
        await log(logged);
        return true;
      }),
    spendStep: async ({ accountId, step }) =>
      (await db.run(
        'UPDATE second_factors SET last_step = $1 WHERE account_id = $2 AND last_step < $1',
        step,
        accountId,
      )) === 1,
    spendCode: async ({ accountId, digest }) =>
      (await db.run(
        'DELETE FROM recovery_codes WHERE account_id = $1 AND digest = $2',
        accountId,
        digest,
      )) === 1,
    remove: (accountId, logged) =>
      db.transaction(async () => {
        await db.run('DELETE FROM recovery_codes WHERE account_id = $1', accountId);
        if ((await db.run('DELETE FROM second_factors WHERE account_id = $1', accountId)) !== 1) return false;
        if (logged) await log(logged);
        return true;
      }),
  };
}
