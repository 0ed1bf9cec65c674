/** The log of what staff do, for use within the transaction of what they did. */
import { presentAddress } from '../asked-from.ts';
import type { AuditEntry } from '../staff.ts';
import type { Postgres } from './database.ts';

export const auditLog =
  (db: Postgres) =>
  async ({ at, accountId, action, subject, detail }: AuditEntry): Promise<void> => {
    await db.run(
      'INSERT INTO audit (at, account_id, action, subject, detail, address) VALUES ($1, $2, $3, $4, $5, $6)',
      at,
      accountId,
      action,
      subject,
      detail,
      presentAddress(),
    );
  };
