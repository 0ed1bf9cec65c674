import { type KioskConfiguration, kioskConfiguration } from '../../../common/contract/sync.ts';
import {
  type Device,
  type DeviceRow,
  type DeviceStore,
  deviceOf,
  placeColumns,
  type ReportRow,
  type RevocationReason,
  reportColumns,
  reportsOf,
  settingsOf,
  troubledSql,
} from '../devices.ts';
import { auditLog } from './audit-log.ts';
import { chainTable } from './chains.ts';
import type { Postgres } from './database.ts';
import { hasWords } from './search.ts';

type CodeRow = {
  configuration: string;
  expires_at: number;
  used_at: number | null;
  device_id: string | null;
  retention_days: number | null;
};

const TROUBLED = troubledSql({ at: '$1::bigint', connected: 'id = ANY($2::text[])' });

export function deviceStore(db: Postgres): DeviceStore {
  const chains = chainTable(db);
  const log = auditLog(db);

  const facilitatorsOf = (deviceId: string) =>
    db.rows<KioskConfiguration['facilitators'][number]>(
      'SELECT id, name, pin_hash AS "pinHash" FROM facilitators WHERE device_id = $1 ORDER BY name, id',
      deviceId,
    );
  const whole = async (row: DeviceRow): Promise<Device> => deviceOf(row, await facilitatorsOf(row.id));
  const find = async (deviceId: string): Promise<Device | null> => {
    const row = await db.one<DeviceRow>('SELECT * FROM devices WHERE id = $1', deviceId);
    return row && whole(row);
  };
  const addFacilitators = async (deviceId: string, configuration: KioskConfiguration): Promise<void> => {
    for (const { id, name, pinHash } of configuration.facilitators)
      await db.run(
        'INSERT INTO facilitators (device_id, id, name, pin_hash) VALUES ($1, $2, $3, $4)',
        deviceId,
        id,
        name,
        pinHash,
      );
  };

  const addCode = async ({
    codeDigest,
    configuration,
    retentionDays,
    createdAt,
    expiresAt,
  }: Parameters<DeviceStore['addEnrolmentCode']>[0]): Promise<void> => {
    await db.run(
      `INSERT INTO enrolment_codes (code_digest, configuration, retention_days, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      codeDigest,
      JSON.stringify(configuration),
      retentionDays,
      createdAt,
      expiresAt,
    );
  };

  return {
    addEnrolmentCode: (code) =>
      db.transaction(async () => {
        await addCode(code);
        if (code.logged) await log(code.logged);
      }),
    replace: ({ deviceId, codeDigest, at, expiresAt, logged }) =>
      db.transaction(async () => {
        const changed = await db.run(
          `UPDATE devices SET revoked_at = $1, revoked_reason = 'replaced' WHERE id = $2 AND revoked_at IS NULL`,
          at,
          deviceId,
        );
        const device = changed === 1 ? await find(deviceId) : null;
        if (device === null) return false;
        const { configuration, retentionDays } = device;
        await addCode({ codeDigest, configuration, retentionDays, createdAt: at, expiresAt });
        await log(logged);
        return true;
      }),
    enrol: ({ codeDigest, deviceId, publicKey, at }) =>
      db.transaction(async () => {
        // Held until the commit: two processes may be shown one code.
        const row = await db.one<CodeRow>(
          'SELECT * FROM enrolment_codes WHERE code_digest = $1 FOR UPDATE',
          codeDigest,
        );
        if (!row || row.expires_at <= at) return null;
        if (row.device_id !== null) {
          const device = await find(row.device_id);
          return device?.publicKey === publicKey && device.revoked === null ? device : null;
        }
        const configuration = kioskConfiguration.parse(JSON.parse(row.configuration));
        await db.run(
          `INSERT INTO devices (id, public_key, name, place, consultation_id, languages, self_service_idle,
             opening_hours, volume, helper, retention_days, enrolled_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          deviceId,
          publicKey,
          ...settingsOf(configuration, row.retention_days),
          at,
        );
        await addFacilitators(deviceId, configuration);
        await db.run(
          'UPDATE enrolment_codes SET used_at = $1, device_id = $2 WHERE code_digest = $3',
          at,
          deviceId,
          codeDigest,
        );
        return find(deviceId);
      }),
    find,
    async list() {
      const devices: Device[] = [];
      for (const row of await db.rows<DeviceRow>('SELECT * FROM devices ORDER BY enrolled_at, id'))
        devices.push(await whole(row));
      return devices;
    },
    among: async (deviceIds) =>
      Promise.all(
        (
          await db.rows<DeviceRow>(
            'SELECT * FROM devices WHERE id = ANY($1::text[]) ORDER BY enrolled_at, id',
            deviceIds,
          )
        ).map(whole),
      ),
    pageById: async ({ words, after, limit }) =>
      Promise.all(
        (
          await db.rows<DeviceRow>(
            `SELECT * FROM devices WHERE id > $1 AND ${hasWords(`name || ' ' || place`, '$2')}
             ORDER BY id LIMIT $3`,
            after,
            words,
            limit,
          )
        ).map(whole),
      ),
    async page({ words, condition: { at, online }, after, limit }) {
      const { rank, enrolledAt, id } = placeColumns(after);
      const rows = await db.rows<DeviceRow & { troubled: boolean }>(
        `SELECT * FROM (SELECT devices.*, ${TROUBLED} AS troubled
           FROM devices LEFT JOIN device_reports ON device_id = id) AS judged
         WHERE (1 - troubled::int, enrolled_at, id) > ($3, $4, $5) AND ${hasWords(`name || ' ' || place`, '$6')}
         ORDER BY 1 - troubled::int, enrolled_at, id LIMIT $7`,
        at,
        [...online],
        rank,
        enrolledAt,
        id,
        words,
        limit,
      );
      return Promise.all(rows.map(async (row) => ({ ...(await whole(row)), troubled: row.troubled })));
    },
    async troubled({ at, online }) {
      const counted = await db.one<{ count: number }>(
        `SELECT count(*) AS count FROM devices LEFT JOIN device_reports ON device_id = id WHERE ${TROUBLED}`,
        at,
        [...online],
      );
      return counted?.count ?? 0;
    },
    configure: ({ deviceId, configuration, retentionDays, at, accountId }) =>
      db.transaction(async () => {
        const changed = await db.run(
          `UPDATE devices SET name = $1, place = $2, consultation_id = $3, languages = $4, self_service_idle = $5,
             opening_hours = $6, volume = $7, helper = $8, retention_days = $9, configured_at = $10
           WHERE id = $11 AND revoked_at IS NULL`,
          ...settingsOf(configuration, retentionDays),
          at,
          deviceId,
        );
        if (changed === 0) return false;
        await db.run('DELETE FROM facilitators WHERE device_id = $1', deviceId);
        await addFacilitators(deviceId, configuration);
        await log({
          at,
          accountId,
          action: 'kiosk.configured',
          subject: deviceId,
          detail: configuration.name,
        });
        return true;
      }),
    configuredSince: (at) =>
      db.rows<{ id: string; configuredAt: number }>(
        'SELECT id, configured_at AS "configuredAt" FROM devices WHERE configured_at > $1',
        at,
      ),
    revoke: ({ deviceId, revocation: { at, reason }, logged }) =>
      db.transaction(async () => {
        const changed = await db.run(
          'UPDATE devices SET revoked_at = $1, revoked_reason = $2 WHERE id = $3 AND revoked_at IS NULL',
          at,
          reason,
          deviceId,
        );
        if (changed === 1 && logged) await log(logged);
        return (await db.one('SELECT 1 FROM devices WHERE id = $1', deviceId)) !== null;
      }),
    askForKey: async (deviceId) =>
      (await db.run('UPDATE devices SET renew_key = 1 WHERE id = $1 AND revoked_at IS NULL', deviceId)) === 1,
    rekey: async ({ deviceId, publicKey }) =>
      (await db.run(
        `UPDATE devices SET public_key = $1, renew_key = 0
         WHERE id = $2 AND renew_key = 1 AND revoked_at IS NULL`,
        publicKey,
        deviceId,
      )) === 1,
    report: ({ deviceId, report, at }) =>
      db.transaction(async () => {
        const taken = await db.run(
          'UPDATE devices SET last_seen_at = $1 WHERE id = $2 AND revoked_at IS NULL',
          at,
          deviceId,
        );
        if (taken === 0) return false;
        await db.run(
          `INSERT INTO device_reports (device_id, at, version, pending, clock_offset, disk_free, disk_total)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (device_id) DO UPDATE SET at = excluded.at, version = excluded.version,
             pending = excluded.pending, clock_offset = excluded.clock_offset, disk_free = excluded.disk_free,
             disk_total = excluded.disk_total`,
          deviceId,
          at,
          ...reportColumns(report),
        );
        return true;
      }),
    reports: async (deviceIds) =>
      reportsOf(
        await db.rows<ReportRow>('SELECT * FROM device_reports WHERE device_id = ANY($1::text[])', deviceIds),
      ),
    revokedAmong: (deviceIds) =>
      db.rows<{ deviceId: string; reason: RevocationReason }>(
        `SELECT id AS "deviceId", revoked_reason AS reason FROM devices
         WHERE revoked_at IS NOT NULL AND id = ANY($1::text[])`,
        deviceIds,
      ),
    welcome: ({ deviceId, chainId, reported, anchor }) =>
      db.transaction(async () => {
        await db.run('UPDATE devices SET last_seen_at = $1 WHERE id = $2', anchor.at, deviceId);
        const owns = (await chains.claim({ chainIds: [chainId], deviceId })).get(chainId)?.owner === deviceId;
        const seq = owns ? (reported?.seq ?? null) : null;
        await db.run(
          `INSERT INTO time_anchors (id, device_id, at, statement, signature, chain_id, head_seq)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          anchor.id,
          deviceId,
          anchor.at,
          anchor.statement,
          anchor.signature,
          seq === null ? null : chainId,
          seq,
        );
        if (!owns) return { head: null, missing: [] };
        if (reported) await chains.report({ chainId, seq: reported.seq });
        const head = await chains.head(chainId);
        return { head, missing: head ? await chains.missing({ chainId, head }) : [] };
      }),
    keptThrough: ({ deviceId, receivedBefore }) =>
      db.rows<{ chainId: string; through: number }>(
        `SELECT chain_id AS "chainId", max(seq) AS through FROM (
           SELECT chain_id, seq, row_number() OVER (PARTITION BY chain_id ORDER BY seq) AS nth FROM (
             SELECT chain_id, seq FROM chains JOIN records USING (chain_id)
             WHERE device_id = $1 AND fork_of IS NULL AND received_at < $2
             UNION SELECT chain_id, seq FROM quarantine JOIN chains USING (chain_id)
             WHERE chains.device_id = $1 AND rule <> 'chain-foreign' AND received_at < $2
             EXCEPT SELECT fork_of, seq FROM chains JOIN records USING (chain_id)
             WHERE device_id = $1 AND fork_of IS NOT NULL AND received_at >= $2
             EXCEPT SELECT chain_id, seq FROM quarantine JOIN chains USING (chain_id)
             WHERE chains.device_id = $1 AND rule <> 'chain-foreign' AND received_at >= $2
           ) AS kept
         ) AS numbered WHERE seq = nth GROUP BY chain_id ORDER BY chain_id`,
        deviceId,
        receivedBefore,
      ),
  };
}
