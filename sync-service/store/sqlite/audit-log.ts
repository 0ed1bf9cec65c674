/** The log of what staff do, for use within the transaction of what they did. */
import type { Sqlite } from '../../../platform/sqlite.ts';
import { presentAddress } from '../asked-from.ts';
import type { AuditEntry } from '../staff.ts';

export function auditLog(db: Sqlite): (entry: AuditEntry) => void {
  const add = db.prepare<[AuditEntry & { readonly address: string | null }]>(
    `INSERT INTO audit (at, account_id, action, subject, detail, address)
     VALUES (@at, @accountId, @action, @subject, @detail, @address)`,
  );
  return (entry) => {
    add.run({ ...entry, address: presentAddress() });
  };
}
