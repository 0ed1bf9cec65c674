/** The kiosks, and the one-time codes that let them in. */
import type { KioskConfiguration, TimeAnchor } from '../../common/contract/sync.ts';

export type Device = {
  readonly id: string;
  readonly publicKey: string;
  readonly configuration: KioskConfiguration;
  readonly enrolledAt: number;
  readonly lastSeenAt: number | null;
  readonly revoked: Revocation | null;
  /** When staff last changed the configuration; null since the enrolment. */
  readonly configuredAt: number | null;
  /** Staff asked for a new key, and it is not here yet. */
  readonly renewsKey: boolean;
};

export type RevocationReason = 'lost' | 'replaced';
export type Revocation = {
  readonly at: number;
  readonly reason: RevocationReason;
  /** Records of the device above this are not believed; null where nobody could tell. */
  readonly lastTrustedSeq: number | null;
};

export type ChainHead = { readonly seq: number; readonly hash: string };
export type SeqRange = [from: number, to: number];

export type DeviceStore = {
  addEnrolmentCode(code: {
    readonly codeDigest: string;
    readonly configuration: KioskConfiguration;
    readonly createdAt: number;
    readonly expiresAt: number;
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
  /** Together with its line in the audit log. False when there is no such device, or it is revoked. */
  configure(request: {
    readonly deviceId: string;
    readonly configuration: KioskConfiguration;
    readonly at: number;
    readonly accountId: string;
  }): Promise<boolean>;
  /** Those whose configuration was changed after an instant. */
  configuredSince(at: number): Promise<readonly { readonly id: string; readonly configuredAt: number }[]>;
  /** False when there is no such device. A second revocation changes nothing. */
  revoke(request: { readonly deviceId: string; readonly revocation: Revocation }): Promise<boolean>;
  /** At its next welcome the device is asked for a new key. False when there is no such device, or it is revoked. */
  askForKey(deviceId: string): Promise<boolean>;
  /** False unless a new key was asked for. */
  rekey(request: { readonly deviceId: string; readonly publicKey: string }): Promise<boolean>;
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
   * instant; chains of which not even the first record was are left out.
   */
  keptThrough(request: {
    readonly deviceId: string;
    readonly receivedBefore: number;
  }): Promise<readonly { readonly chainId: string; readonly through: number }[]>;
};
