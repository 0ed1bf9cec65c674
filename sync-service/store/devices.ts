/** The kiosks, and the one-time codes that let them in. */
import type { DeviceReport, KioskConfiguration, TimeAnchor } from '../../common/contract/sync.ts';
import { CLOCK_OFF_MS, LOW_BYTES, SILENT_MS } from '../../common/domain/kiosk-condition.ts';
import type { Searched } from './search.ts';
import type { AuditEntry } from './staff.ts';

export type Device = {
  readonly id: string;
  readonly publicKey: string;
  readonly configuration: KioskConfiguration;
  /** How long it keeps words that are here; null for as long as the service is set to. The kiosk itself is not told. */
  readonly retentionDays: number | null;
  readonly enrolledAt: number;
  readonly lastSeenAt: number | null;
  readonly revoked: Revocation | null;
  /** When staff last changed the configuration; null since the enrolment. */
  readonly configuredAt: number | null;
  /** Staff asked for a new key, and it is not here yet. */
  readonly renewsKey: boolean;
};

export type RevocationReason = 'lost' | 'replaced';
/** What is not here by then is believed when staff accept it, and not before. */
export type Revocation = { readonly at: number; readonly reason: RevocationReason };

/** How a kiosk's machine did, and when it said so. */
export type ToldReport = DeviceReport & { readonly at: number };

export type ChainHead = { readonly seq: number; readonly hash: string };
export type SeqRange = [from: number, to: number];
/** Ranges that a welcome names; what is missing above is asked for at the next one. */
export const MISSING_MAX = 100;

/** What the condition of kiosks is judged by beside what they told. */
export type ConditionNow = { readonly at: number; readonly online: ReadonlySet<string> };
/** A place in the list of kiosks. */
export type DevicePlace = { readonly troubled: boolean; readonly enrolledAt: number; readonly id: string };

export type DeviceStore = {
  addEnrolmentCode(code: {
    readonly codeDigest: string;
    readonly configuration: KioskConfiguration;
    readonly retentionDays: number | null;
    readonly createdAt: number;
    readonly expiresAt: number;
    /** Stands together with it. */
    readonly logged?: AuditEntry;
  }): Promise<void>;
  /**
   * Spends the code and adds the device in one transaction. The same key with the same code gets the same
   * device again until the code expires, because the first answer may have been lost. Null when the code is
   * unknown, expired or was spent by another key.
   */
  enrol(request: {
    readonly codeDigest: string;
    readonly deviceId: string;
    readonly publicKey: string;
    readonly at: number;
  }): Promise<Device | null>;
  find(deviceId: string): Promise<Device | null>;
  list(): Promise<readonly Device[]>;
  /** Those of the ids, in the order of their enrolment. */
  among(deviceIds: readonly string[]): Promise<readonly Device[]>;
  /** Those in trouble first, then in the order of their enrolment; by the words of name and place. */
  page(
    request: Searched & { readonly condition: ConditionNow; readonly after: DevicePlace | null },
  ): Promise<readonly (Device & { readonly troubled: boolean })[]>;
  /** By id, whatever becomes of them meanwhile; `after` is that of the last one of the page before. */
  pageById(request: Searched & { readonly after: string }): Promise<readonly Device[]>;
  /** How many are in trouble. */
  troubled(condition: ConditionNow): Promise<number>;
  /** Together with its line in the audit log. False when there is no such device, or it is revoked. */
  configure(request: {
    readonly deviceId: string;
    readonly configuration: KioskConfiguration;
    readonly retentionDays: number | null;
    readonly at: number;
    readonly accountId: string;
  }): Promise<boolean>;
  /** Those whose configuration was changed after an instant. */
  configuredSince(at: number): Promise<readonly { readonly id: string; readonly configuredAt: number }[]>;
  /** False when there is no such device. A second revocation changes nothing. */
  revoke(request: {
    readonly deviceId: string;
    readonly revocation: Revocation;
    /** Stands together with it. */
    readonly logged?: AuditEntry;
  }): Promise<boolean>;
  /**
   * Revokes the device as replaced, trusted as far as its chains are here, and adds a code for another one with what this one
   * is set to. False, and nothing changed, where there is no such device or it is revoked.
   */
  replace(request: {
    readonly deviceId: string;
    readonly codeDigest: string;
    readonly at: number;
    readonly expiresAt: number;
    readonly logged: AuditEntry;
  }): Promise<boolean>;
  /** At its next welcome the device is asked for a new key. False when there is no such device, or it is revoked. */
  askForKey(deviceId: string): Promise<boolean>;
  /** False unless a new key was asked for. */
  rekey(request: { readonly deviceId: string; readonly publicKey: string }): Promise<boolean>;
  /** Takes the place of the one before, and counts as a contact. False, and nothing kept, when the device is revoked. */
  report(request: {
    readonly deviceId: string;
    readonly report: DeviceReport;
    readonly at: number;
  }): Promise<boolean>;
  /** By device; those that never reported are left out. */
  reports(deviceIds: readonly string[]): Promise<ReadonlyMap<string, ToldReport>>;
  /** Those of the ids that are revoked, with the reason. */
  revokedAmong(
    deviceIds: readonly string[],
  ): Promise<readonly { readonly deviceId: string; readonly reason: RevocationReason }[]>;
  /**
   * The device has proved itself: remembers when, the anchor it was given and how far it said its chain goes;
   * the first device to name a chain owns it. Answers what is kept of the chain, quarantine included; nothing
   * for a chain of another device. At most 100 missing ranges below the head, lowest first.
   */
  welcome(request: {
    readonly deviceId: string;
    readonly chainId: string;
    readonly reported: ChainHead | null;
    readonly anchor: { readonly id: string; readonly at: number } & TimeAnchor;
  }): Promise<{ readonly head: ChainHead | null; readonly missing: readonly SeqRange[] }>;
  /**
   * How far each chain of the device is kept without a gap, in store or quarantine, by what was received before an
   * instant, all that claims a place; chains of which not even the first record was are left out.
   */
  keptThrough(request: {
    readonly deviceId: string;
    readonly receivedBefore: number;
  }): Promise<readonly { readonly chainId: string; readonly through: number }[]>;
};

/** A device as its row has it. */
export type DeviceRow = {
  id: string;
  public_key: string;
  name: string;
  place: string;
  consultation_id: string;
  languages: string;
  enrolled_at: number;
  last_seen_at: number | null;
  revoked_at: number | null;
  revoked_reason: RevocationReason | null;
  renew_key: number;
  self_service_idle: number | null;
  opening_hours: string | null;
  volume: number | null;
  helper: string | null;
  configured_at: number | null;
  retention_days: number | null;
};

const selfServiceOf = ({
  self_service_idle: idleSeconds,
  opening_hours: hours,
}: DeviceRow): Pick<KioskConfiguration, 'selfService'> => {
  if (idleSeconds === null) return {};
  return { selfService: { idleSeconds, ...(hours === null ? {} : { hours: JSON.parse(hours) }) } };
};

export const deviceOf = (row: DeviceRow, facilitators: KioskConfiguration['facilitators']): Device => ({
  id: row.id,
  publicKey: row.public_key,
  configuration: {
    name: row.name,
    place: row.place,
    consultationId: row.consultation_id,
    languages: JSON.parse(row.languages) as string[],
    facilitators,
    ...selfServiceOf(row),
    ...(row.volume === null ? {} : { volume: row.volume }),
    ...(row.helper === null ? {} : { helper: row.helper }),
  },
  retentionDays: row.retention_days,
  configuredAt: row.configured_at,
  enrolledAt: row.enrolled_at,
  lastSeenAt: row.last_seen_at,
  revoked:
    row.revoked_at === null || row.revoked_reason === null
      ? null
      : { at: row.revoked_at, reason: row.revoked_reason },
  renewsKey: row.renew_key === 1,
});

export type ReportRow = {
  device_id: string;
  at: number;
  version: string;
  pending: number;
  clock_offset: number;
  disk_free: number | null;
  disk_total: number | null;
};

const reportOf = (row: ReportRow): ToldReport => ({
  at: row.at,
  version: row.version,
  pending: row.pending,
  clockOffset: row.clock_offset,
  disk:
    row.disk_free === null || row.disk_total === null
      ? null
      : { freeBytes: row.disk_free, totalBytes: row.disk_total },
});

export const reportsOf = (rows: readonly ReportRow[]): ReadonlyMap<string, ToldReport> =>
  new Map(rows.map((row) => [row.device_id, reportOf(row)]));

/** In the order of the columns, `device_id` and `at` before them. */
export const reportColumns = ({ version, pending, clockOffset, disk }: DeviceReport) =>
  [version, pending, clockOffset, disk?.freeBytes ?? null, disk?.totalBytes ?? null] as const;

/** In the order of the columns. */
export const settingsOf = (
  { name, place, consultationId, languages, selfService, volume, helper }: KioskConfiguration,
  retentionDays: number | null,
) =>
  [
    name,
    place,
    consultationId,
    JSON.stringify(languages),
    selfService?.idleSeconds ?? null,
    selfService?.hours === undefined ? null : JSON.stringify(selfService.hours),
    volume ?? null,
    helper ?? null,
    retentionDays,
  ] as const;

/** Of `devices` and `device_reports`: as `troublesOf` of the staff page's `kiosk-condition.ts`. `connected` is a condition. */
export const troubledSql = ({ at, connected }: { readonly at: string; readonly connected: string }): string =>
  `(revoked_at IS NULL AND (coalesce(disk_free < ${LOW_BYTES}, false) OR coalesce(abs(clock_offset) >= ${CLOCK_OFF_MS}, false)
     OR (last_seen_at IS NOT NULL AND last_seen_at <= ${at} - ${SILENT_MS} AND NOT ${connected})))`;

/** What comes after it is the page. */
export const placeColumns = (after: DevicePlace | null) => ({
  rank: after === null ? -1 : after.troubled ? 0 : 1,
  enrolledAt: after?.enrolledAt ?? 0,
  id: after?.id ?? '',
});
