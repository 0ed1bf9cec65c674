import type { Sqlite } from '../../../platform/sqlite.ts';
import type { SecondFactor, SecondFactorStore } from '../second-factors.ts';
import type { AuditEntry } from '../staff.ts';
import { auditLog } from './audit-log.ts';

export function secondFactorStore(db: Sqlite): SecondFactorStore {
  const write = auditLog(db);
  const find = db.prepare<[string], SecondFactor>(
    `SELECT sealed_key AS sealedKey,
       (SELECT count(*) FROM recovery_codes WHERE account_id = second_factors.account_id) AS codesLeft
     FROM second_factors WHERE account_id = ?`,
  );
  const ids = db.prepare<[], string>('SELECT account_id FROM second_factors').pluck();
  const add = db.prepare(
    `INSERT INTO second_factors (account_id, sealed_key, last_step, set_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id) DO NOTHING`,
  );
  const addCode = db.prepare('INSERT INTO recovery_codes (account_id, digest) VALUES (?, ?)');
  const spendStep = db.prepare(
    'UPDATE second_factors SET last_step = ? WHERE account_id = ? AND last_step < ?',
  );
  const spendCode = db.prepare('DELETE FROM recovery_codes WHERE account_id = ? AND digest = ?');
  const removeCodes = db.prepare('DELETE FROM recovery_codes WHERE account_id = ?');
  const remove = db.prepare('DELETE FROM second_factors WHERE account_id = ?');

  const addLogged = db.transaction(
    (factor: Parameters<SecondFactorStore['add']>[0], logged: AuditEntry): boolean => {
      const { accountId, sealedKey, step, codeDigests, at } = factor;
      if (add.run(accountId, sealedKey, step, at).changes !== 1) return false;
      for (const digest of codeDigests) addCode.run(accountId, digest);
      write(logged);
      return true;
    },
  );
  const removeLogged = db.transaction((accountId: string, logged?: AuditEntry): boolean => {
    removeCodes.run(accountId);
    if (remove.run(accountId).changes !== 1) return false;
    if (logged) write(logged);
    return true;
  });

  return {
    find: async (accountId) => find.get(accountId) ?? null,
    accountIds: async () => new Set(ids.all()),
    add: async (factor, logged) => addLogged.immediate(factor, logged),
    spendStep: async ({ accountId, step }) => spendStep.run(step, accountId, step).changes === 1,
    spendCode: async ({ accountId, digest }) => spendCode.run(accountId, digest).changes === 1,
    remove: async (accountId, logged) => removeLogged.immediate(accountId, logged),
  };
}
