/** Takes in what kiosks send on a USB stick, and makes what goes back to them. */
import {
  CARRY_MAX_BYTES,
  CARRY_MAX_RECORDS,
  type CarryHead,
  carryHead,
  type EnrolmentFileHead,
  type EnrolmentRequestHead,
  enrolmentRequestHead,
  type ReturnHead,
} from '../../common/contract/carry.ts';
import type { FeedCursor } from '../../common/contract/feed.ts';
import {
  BATCH_MAX_RECORDS,
  FEED_PAGE_MAX,
  type KioskConfiguration,
  PROTOCOL_VERSIONS,
  type PullAnswer,
} from '../../common/contract/sync.ts';
import type { CanonicalValue } from '../../common/domain/canonical-json.ts';
import { type RecordLines, splitRecords } from '../../common/domain/record-lines.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { decodeBatch } from '../../platform/batch-encoding.ts';
import { keyMark } from '../../platform/crypto.ts';
import { bodyDigest, isSigned, readSignedFile, type SignedFile } from '../../platform/sealed-file.ts';
import type { Device } from '../store/devices.ts';
import type { StoredStatus } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { readRecord } from './batches.ts';
import type { DeviceService } from './devices.ts';
import { pullFeed } from './feed.ts';
import type { Identity } from './identity.ts';

/** Feed pages of one file: some ten thousand documents; a kiosk that lacks more gets them with its next file. */
const PAGES_MAX = 40;

export type CarryImport = {
  readonly carryId: string;
  readonly deviceId: string;
  readonly kiosk: string;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** The file for the way back. */
  readonly answer: { readonly name: string; readonly bytes: Uint8Array };
};

export type CarryService = ReturnType<typeof carryService>;

export function carryService({
  store,
  identity,
  devices,
  now,
}: {
  readonly store: Store;
  readonly identity: Identity;
  readonly devices: DeviceService;
  readonly now: () => number;
}) {
  const { serviceId, epoch } = identity;

  /** The head of a file that its device really made for this service. */
  const openCarry = async (
    bytes: Uint8Array,
  ): Promise<Outcome<{ head: CarryHead; device: Device; lines: RecordLines[] }>> => {
    const opened = await identity.unseal(bytes);
    if (!opened.ok) return opened;
    const file = readSignedFile(opened.value);
    if (!file.ok) return file;
    const head = headOf(file.value, carryHead);
    if (head === null || head.bodyDigest !== bodyDigest(file.value.body)) return problem('carry-damaged');
    if (head.serviceId !== serviceId) return problem('carry-foreign');
    const device = await store.devices.find(head.deviceId);
    if (device === null) return problem('device-unknown');
    if (!isSigned(file.value, device.publicKey)) return problem('proof-wrong');
    const plain = decodeBatch(file.value.body, 'zstd', CARRY_MAX_BYTES);
    if (!plain.ok) return problem('carry-damaged');
    const lines = splitRecords(Buffer.from(plain.value).toString('utf8'));
    const fits = lines !== null && lines.length === head.records && lines.length <= CARRY_MAX_RECORDS;
    return fits ? success({ head, device, lines }) : problem('carry-damaged');
  };

  const pagesFrom = async (
    { protocol = 2 }: { readonly protocol?: number | undefined },
    scope: string,
    from: FeedCursor | null,
  ): Promise<PullAnswer[]> => {
    const pages: PullAnswer[] = [];
    let cursor = from;
    while (pages.length < PAGES_MAX) {
      const page = await pullFeed({
        store,
        protocol,
        epoch,
        scope,
        request: { cursor, limit: FEED_PAGE_MAX },
      });
      if (pages.length > 0 || page.entries.length > 0 || page.reset) pages.push(page);
      if (!page.more) break;
      cursor = page.cursor;
    }
    return pages;
  };

  return {
    /**
     * Stores a carry file's records, batch by batch, each on disk before the next, and makes the file for the way
     * back. The same file again, or the rest of one after a fault, does no harm. Problems: `carry-damaged`,
     * `carry-foreign`, `device-unknown`, `proof-wrong`; `device-revoked` unless staff say
     * that what it had not sent may come into quarantine.
     */
    async importFile({
      bytes,
      acceptRevoked,
    }: {
      readonly bytes: Uint8Array;
      readonly acceptRevoked: boolean;
    }): Promise<Outcome<CarryImport>> {
      const opened = await openCarry(bytes);
      if (!opened.ok) return opened;
      const { head, device, lines } = opened.value;
      if (device.revoked !== null && !acceptRevoked) return problem('device-revoked');
      const records = lines.map(readRecord);
      const answers: StoredStatus[] = [];
      for (let at = 0; at < records.length; at += BATCH_MAX_RECORDS) {
        const batch = records.slice(at, at + BATCH_MAX_RECORDS);
        const stored = await store.records.append({
          deviceId: device.id,
          records: batch,
          receivedAt: now(),
          ...(acceptRevoked && { revoked: 'held' }),
        });
        if (stored === null) return problem('device-revoked');
        answers.push(...stored);
      }
      const settled = answers.map(({ status, rule }, index) => ({
        hash: records[index]?.hash ?? '',
        status,
        rule,
      }));
      const isTrusted = device.revoked === null;
      const { consultationId, name } = device.configuration;
      const answer: ReturnHead = {
        format: 'perron-return-1',
        carryId: head.carryId,
        serviceId,
        deviceId: device.id,
        epoch,
        at: now(),
        settled,
        revoked: device.revoked?.reason ?? null,
        configuration: isTrusted ? devices.configurationOf(device, PROTOCOL_VERSIONS[0]) : null,
        personalDataKeys: isTrusted ? [...(await store.personalData.recipients())] : [],
        pages: isTrusted ? await pagesFrom(head, consultationId, head.cursor) : [],
      };
      const count = (status: StoredStatus['status']) => answers.filter((one) => one.status === status).length;
      return success({
        carryId: head.carryId,
        deviceId: device.id,
        kiosk: name,
        stored: count('stored'),
        duplicates: count('duplicate'),
        quarantined: count('quarantined'),
        answer: {
          name: `${head.carryId}.perron-return`,
          bytes: await identity.makeFile({ head: answer as CanonicalValue, recipient: head.returnTo }),
        },
      });
    },

    /**
     * Lets in a kiosk that never sees a network, by the request file that it wrote. The same request again makes
     * another copy of the same answer. Problems: `carry-damaged`, `proof-wrong`, `device-revoked`.
     */
    async enrolByFile({
      bytes,
      configuration,
    }: {
      readonly bytes: Uint8Array;
      readonly configuration: KioskConfiguration;
    }): Promise<Outcome<{ deviceId: string; serviceMark: string; name: string; bytes: Uint8Array }>> {
      const file = readSignedFile(bytes);
      if (!file.ok) return file;
      const request: EnrolmentRequestHead | null = headOf(file.value, enrolmentRequestHead);
      if (request === null) return problem('carry-damaged');
      const { requestId, publicKey, returnTo } = request;
      if (!isSigned(file.value, publicKey)) return problem('proof-wrong');
      const before = (await store.devices.list()).find((device) => device.publicKey === publicKey);
      if (before && before.revoked !== null) return problem('device-revoked');
      const device = before ?? (await devices.letIn({ publicKey, configuration }));
      const head: EnrolmentFileHead = {
        format: 'perron-enrolment-1',
        requestId,
        enrolment: await devices.enrolmentOf(device, PROTOCOL_VERSIONS[0]),
        pages: await pagesFrom(request, device.configuration.consultationId, null),
      };
      const sealed = await identity.makeFile({ head: head as CanonicalValue, recipient: returnTo });
      const serviceMark = keyMark(identity.signingKey);
      return success({
        deviceId: device.id,
        serviceMark,
        name: `${requestId}.perron-enrolment`,
        bytes: sealed,
      });
    },
  };
}

function headOf<T>(
  { line }: SignedFile,
  schema: { safeParse(value: unknown): { success: boolean; data?: T } },
): T | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return schema.safeParse(value).data ?? null;
}
