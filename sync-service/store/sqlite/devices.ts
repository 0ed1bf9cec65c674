import { type KioskConfiguration, kioskConfiguration } from '../../../common/contract/sync.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
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
import { hasWords } from './search.ts';

type DevicePage = ReturnType<typeof placeColumns> & {
  at: number;
  online: string;
  words: string;
  limit: number;
};
type FacilitatorRow = KioskConfiguration['facilitators'][number];
type CodeRow = {
  configuration: string;
  expires_at: number;
  used_at: number | null;
  device_id: string | null;
  retention_days: number | null;
};

export function deviceStore(db: Sqlite): DeviceStore {
  const chains = chainTable(db);
  const log = auditLog(db);
  const byId = db.prepare<[string], DeviceRow>('SELECT * FROM devices WHERE id = ?');
  const all = db.prepare<[], DeviceRow>('SELECT * FROM devices ORDER BY enrolled_at, id');
  const among = db.prepare<[string], DeviceRow>(
    'SELECT * FROM devices WHERE id IN (SELECT value FROM json_each(?)) ORDER BY enrolled_at, id',
  );
  const TROUBLED = troubledSql({ at: '@at', connected: 'id IN (SELECT value FROM json_each(@online))' });
  const page = db.prepare<[DevicePage], DeviceRow & { troubled: 0 | 1 }>(
    `SELECT * FROM (SELECT devices.*, ${TROUBLED} AS troubled
       FROM devices LEFT JOIN device_reports ON device_id = id)
     WHERE (1 - troubled, enrolled_at, id) > (@rank, @enrolledAt, @id)
       AND ${hasWords(`name || ' ' || place`, '@words')}
     ORDER BY 1 - troubled, enrolled_at, id LIMIT @limit`,
  );
  const pageById = db.prepare<[string, string, number], DeviceRow>(
    `SELECT * FROM devices WHERE id > ? AND ${hasWords(`name || ' ' || place`, '?')} ORDER BY id LIMIT ?`,
  );
  const troubled = db
    .prepare<[{ at: number; online: string }], number>(
      `SELECT count(*) FROM devices LEFT JOIN device_reports ON device_id = id WHERE ${TROUBLED}`,
    )
    .pluck();
  const facilitators = db.prepare<[string], FacilitatorRow>(
    'SELECT id, name, pin_hash AS pinHash FROM facilitators WHERE device_id = ? ORDER BY name, id',
  );
  const addCode = db.prepare(
    `INSERT INTO enrolment_codes (code_digest, configuration, retention_days, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const code = db.prepare<[string], CodeRow>('SELECT * FROM enrolment_codes WHERE code_digest = ?');
  const spend = db.prepare('UPDATE enrolment_codes SET used_at = ?, device_id = ? WHERE code_digest = ?');
  const addDevice = db.prepare(
    `INSERT INTO devices (id, public_key, name, place, consultation_id, languages, self_service_idle,
       opening_hours, volume, helper, retention_days, enrolled_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addFacilitator = db.prepare(
    'INSERT INTO facilitators (device_id, id, name, pin_hash) VALUES (?, ?, ?, ?)',
  );
  const removeFacilitators = db.prepare('DELETE FROM facilitators WHERE device_id = ?');
  const configure = db.prepare(
    `UPDATE devices SET name = ?, place = ?, consultation_id = ?, languages = ?, self_service_idle = ?,
       opening_hours = ?, volume = ?, helper = ?, retention_days = ?, configured_at = ? WHERE id = ? AND revoked_at IS NULL`,
  );
  const configuredSince = db.prepare<[number], { id: string; configuredAt: number }>(
    'SELECT id, configured_at AS configuredAt FROM devices WHERE configured_at > ?',
  );
  const revoke = db.prepare(
    'UPDATE devices SET revoked_at = ?, revoked_reason = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const revokedAmong = db.prepare<[string], { deviceId: string; reason: RevocationReason }>(
    `SELECT id AS deviceId, revoked_reason AS reason FROM devices
     WHERE revoked_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
  );
  const askForKey = db.prepare('UPDATE devices SET renew_key = 1 WHERE id = ? AND revoked_at IS NULL');
  const rekey = db.prepare(
    'UPDATE devices SET public_key = ?, renew_key = 0 WHERE id = ? AND renew_key = 1 AND revoked_at IS NULL',
  );
  const seen = db.prepare('UPDATE devices SET last_seen_at = ? WHERE id = ?');
  const trustedSeen = db.prepare('UPDATE devices SET last_seen_at = ? WHERE id = ? AND revoked_at IS NULL');
  const report = db.prepare(
    `INSERT INTO device_reports (device_id, at, version, pending, clock_offset, disk_free, disk_total)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (device_id) DO UPDATE SET at = excluded.at, version = excluded.version,
       pending = excluded.pending, clock_offset = excluded.clock_offset, disk_free = excluded.disk_free,
       disk_total = excluded.disk_total`,
  );
  const reports = db.prepare<[string], ReportRow>(
    'SELECT * FROM device_reports WHERE device_id IN (SELECT value FROM json_each(?))',
  );
  const addAnchor = db.prepare(
    'INSERT INTO time_anchors (id, device_id, at, statement, signature, chain_id, head_seq) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );

  const keptThrough = db.prepare<
    [{ deviceId: string; receivedBefore: number }],
    { chainId: string; through: number }
  >(
    `SELECT chain_id AS chainId, max(seq) AS through FROM (
       SELECT chain_id, seq, row_number() OVER (PARTITION BY chain_id ORDER BY seq) AS nth FROM (
         SELECT chain_id, seq FROM chains JOIN records USING (chain_id)
         WHERE device_id = @deviceId AND fork_of IS NULL AND received_at < @receivedBefore
         UNION SELECT chain_id, seq FROM quarantine JOIN chains USING (chain_id)
         WHERE chains.device_id = @deviceId AND rule <> 'chain-foreign' AND received_at < @receivedBefore
         EXCEPT SELECT fork_of, seq FROM chains JOIN records USING (chain_id)
         WHERE device_id = @deviceId AND fork_of IS NOT NULL AND received_at >= @receivedBefore
         EXCEPT SELECT chain_id, seq FROM quarantine JOIN chains USING (chain_id)
         WHERE chains.device_id = @deviceId AND rule <> 'chain-foreign' AND received_at >= @receivedBefore
       )
     ) WHERE seq = nth GROUP BY chain_id ORDER BY chain_id`,
  );

  const whole = (row: DeviceRow): Device => deviceOf(row, facilitators.all(row.id));
  const find = (deviceId: string): Device | null => {
    const row = byId.get(deviceId);
    return row ? whole(row) : null;
  };

  const addFacilitators = (deviceId: string, configuration: KioskConfiguration): void => {
    for (const { id, name, pinHash } of configuration.facilitators)
      addFacilitator.run(deviceId, id, name, pinHash);
  };

  const reconfigure = db.transaction(
    ({
      deviceId,
      configuration,
      retentionDays,
      at,
      accountId,
    }: Parameters<DeviceStore['configure']>[0]): boolean => {
      const settings = settingsOf(configuration, retentionDays);
      if (configure.run(...settings, at, deviceId).changes === 0) return false;
      removeFacilitators.run(deviceId);
      addFacilitators(deviceId, configuration);
      log({ at, accountId, action: 'kiosk.configured', subject: deviceId, detail: configuration.name });
      return true;
    },
  );

  const enrol = db.transaction(
    ({ codeDigest, deviceId, publicKey, at }: Parameters<DeviceStore['enrol']>[0]): Device | null => {
      const row = code.get(codeDigest);
      if (!row || row.expires_at <= at) return null;
      if (row.device_id !== null) {
        const device = find(row.device_id);
        return device?.publicKey === publicKey && device.revoked === null ? device : null;
      }
      const configuration = kioskConfiguration.parse(JSON.parse(row.configuration));
      addDevice.run(deviceId, publicKey, ...settingsOf(configuration, row.retention_days), at);
      addFacilitators(deviceId, configuration);
      spend.run(at, deviceId, codeDigest);
      return find(deviceId);
    },
  );

  const addCodeLogged = db.transaction(
    ({
      codeDigest,
      configuration,
      retentionDays,
      createdAt,
      expiresAt,
      logged,
    }: Parameters<DeviceStore['addEnrolmentCode']>[0]) => {
      addCode.run(codeDigest, JSON.stringify(configuration), retentionDays, createdAt, expiresAt);
      if (logged) log(logged);
    },
  );
  const revokeLogged = db.transaction(
    ({ deviceId, revocation, logged }: Parameters<DeviceStore['revoke']>[0]): boolean => {
      const { at, reason } = revocation;
      if (revoke.run(at, reason, deviceId).changes === 1 && logged) log(logged);
      return byId.get(deviceId) !== undefined;
    },
  );
  const replace = db.transaction(
    ({ deviceId, codeDigest, at, expiresAt, logged }: Parameters<DeviceStore['replace']>[0]): boolean => {
      const device = find(deviceId);
      if (device === null || device.revoked !== null) return false;
      revoke.run(at, 'replaced', deviceId);
      addCode.run(codeDigest, JSON.stringify(device.configuration), device.retentionDays, at, expiresAt);
      log(logged);
      return true;
    },
  );

  const takeReport = db.transaction((told: Parameters<DeviceStore['report']>[0]): boolean => {
    if (trustedSeen.run(told.at, told.deviceId).changes === 0) return false;
    report.run(told.deviceId, told.at, ...reportColumns(told.report));
    return true;
  });

  const welcome = db.transaction(
    ({ deviceId, chainId, reported, anchor }: Parameters<DeviceStore['welcome']>[0]) => {
      seen.run(anchor.at, deviceId);
      const owns = chains.claim({ chainId, deviceId });
      const { id, at, statement, signature } = anchor;
      const seq = owns ? (reported?.seq ?? null) : null;
      addAnchor.run(id, deviceId, at, statement, signature, seq === null ? null : chainId, seq);
      if (!owns) return { head: null, missing: [] };
      if (reported) chains.report({ chainId, seq: reported.seq });
      const head = chains.head(chainId);
      return { head, missing: head ? chains.missing({ chainId, head }) : [] };
    },
  );

  return {
    addEnrolmentCode: async (code) => addCodeLogged.immediate(code),
    replace: async (request) => replace.immediate(request),
    enrol: async (request) => enrol.immediate(request),
    find: async (deviceId) => find(deviceId),
    list: async () => all.all().map(whole),
    among: async (deviceIds) => among.all(JSON.stringify(deviceIds)).map(whole),
    async page({ words, condition: { at, online }, after, limit }) {
      const rows = page.all({
        at,
        online: JSON.stringify([...online]),
        ...placeColumns(after),
        words: JSON.stringify(words),
        limit,
      });
      return rows.map((row) => ({ ...whole(row), troubled: row.troubled === 1 }));
    },
    pageById: async ({ words, after, limit }) => pageById.all(after, JSON.stringify(words), limit).map(whole),
    troubled: async ({ at, online }) => troubled.get({ at, online: JSON.stringify([...online]) }) ?? 0,
    configure: async (request) => reconfigure.immediate(request),
    configuredSince: async (at) => configuredSince.all(at),
    revoke: async (request) => revokeLogged.immediate(request),
    askForKey: async (deviceId) => askForKey.run(deviceId).changes === 1,
    rekey: async ({ deviceId, publicKey }) => rekey.run(publicKey, deviceId).changes === 1,
    report: async (told) => takeReport.immediate(told),
    reports: async (deviceIds) => reportsOf(reports.all(JSON.stringify(deviceIds))),
    revokedAmong: async (deviceIds) => revokedAmong.all(JSON.stringify(deviceIds)),
    welcome: async (request) => welcome.immediate(request),
    keptThrough: async (request) => keptThrough.all(request),
  };
}
