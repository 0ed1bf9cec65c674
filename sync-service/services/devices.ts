/** Kiosks: how they are let in, how they prove themselves, how they are shut out. */
import { randomInt, randomUUID } from 'node:crypto';
import {
  anchorText,
  type Enrolment,
  type KioskConfiguration,
  kioskConfiguration,
  PROTOCOL_VERSIONS,
  proofText,
  rekeyText,
  type SyncRequest,
  type Welcome,
} from '../../common/contract/sync.ts';
import { RECEIPT_ALPHABET } from '../../common/domain/receipt-code.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { agreedEncoding } from '../../platform/batch-encoding.ts';
import { anchorId, isSignedBy, sha256 } from '../../platform/crypto.ts';
import { unlockAnswer } from '../../platform/unlock-answer.ts';
import type { Device, RevocationReason } from '../store/devices.ts';
import type { AuditEntry } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { derivedSecret, type Identity } from './identity.ts';

export const ENROLMENT_CODE_LIFE_MS = 15 * 60_000;
const CODE_LENGTH = 12;

export type DeviceService = ReturnType<typeof deviceService>;

const isSpoken = (protocol: number): boolean => PROTOCOL_VERSIONS.some((version) => version === protocol);

/** A kiosk of protocol 1 takes no configuration with a key that it does not know. */
function configurationFor(protocol: number, configuration: KioskConfiguration): KioskConfiguration {
  if (protocol > 1) return configuration;
  const { selfService: _, volume: __, helper: ___, unlockSecret: ____, ...known } = configuration;
  return known;
}

/** As staff may read it out and someone types it: case, spaces and hyphens are free. */
const codeDigest = (code: string): string =>
  sha256(`perron-enrol-1\n${code.toUpperCase().replace(/[\s\p{Pd}]/gu, '')}`);

export function deviceService({
  store,
  identity,
  now,
}: {
  readonly store: Store;
  readonly identity: Identity;
  readonly now: () => number;
}) {
  const makeAnchor = (deviceId: string, kioskNonce: string, at: number) => {
    const { serviceId, epoch } = identity;
    const statement = anchorText({ serviceId, epoch, deviceId, at, kioskNonce });
    return { id: anchorId(statement), at, statement, signature: identity.sign(statement) };
  };

  const keysForPersonalData = async (): Promise<string[]> => [...(await store.personalData.recipients())];

  const unlockSecret = (deviceId: string): string =>
    derivedSecret(identity, {
      statement: `perron-unlock-1\n${deviceId}`,
      use: 'unlock',
      bytes: 16,
    }).toString('base64url');
  const configurationOf = ({ id, configuration }: Device, protocol: number): KioskConfiguration =>
    configurationFor(protocol, { ...configuration, unlockSecret: unlockSecret(id) });

  const enrolmentOf = async (device: Device, protocol: number): Promise<Enrolment> => {
    const { serviceId, signingKey, transportKey } = identity;
    const personalDataKeys = await keysForPersonalData();
    const pinned = protocol === 1 ? { signingKey } : { signingKey, transportKey, personalDataKeys };
    return {
      deviceId: device.id,
      serviceId,
      ...pinned,
      configuration: configurationOf(device, protocol),
    };
  };

  const newCode = (): { code: string; createdAt: number; expiresAt: number } => {
    const createdAt = now();
    const characters = Array.from(
      { length: CODE_LENGTH },
      () => RECEIPT_ALPHABET[randomInt(RECEIPT_ALPHABET.length)],
    );
    const code = characters.join('').replace(/(.{4})(?=.)/g, '$1-');
    return { code, createdAt, expiresAt: createdAt + ENROLMENT_CODE_LIFE_MS };
  };

  return {
    enrolmentOf,
    /** A code of 58 bits, shown once and kept as a digest. Throws for a configuration that does not fit. */
    async makeEnrolmentCode(
      configuration: KioskConfiguration,
      {
        retentionDays = null,
        logged,
      }: { readonly retentionDays?: number | null; readonly logged?: AuditEntry } = {},
    ): Promise<{ code: string; expiresAt: number }> {
      const { code, createdAt, expiresAt } = newCode();
      await store.devices.addEnrolmentCode({
        codeDigest: codeDigest(code),
        configuration: kioskConfiguration.parse(configuration),
        retentionDays,
        createdAt,
        expiresAt,
        ...(logged && { logged }),
      });
      return { code, expiresAt };
    },

    /** Shuts the device out and makes a code for the one that takes its place. Problem: `device-unknown`. */
    async replace({
      deviceId,
      logged,
    }: {
      readonly deviceId: string;
      readonly logged: AuditEntry;
    }): Promise<Outcome<{ code: string; expiresAt: number }>> {
      const { code, createdAt: at, expiresAt } = newCode();
      const made = { deviceId, codeDigest: codeDigest(code), at, expiresAt, logged };
      return (await store.devices.replace(made)) ? success({ code, expiresAt }) : problem('device-unknown');
    },

    /** Adds a device without a code that anybody could have overheard: its request came by file. */
    async letIn({
      publicKey,
      configuration,
    }: {
      readonly publicKey: string;
      readonly configuration: KioskConfiguration;
    }): Promise<Device> {
      const at = now();
      const code = {
        codeDigest: sha256(randomUUID()),
        configuration: kioskConfiguration.parse(configuration),
        retentionDays: null,
      };
      await store.devices.addEnrolmentCode({
        ...code,
        createdAt: at,
        expiresAt: at + ENROLMENT_CODE_LIFE_MS,
      });
      const { codeDigest } = code;
      const device = await store.devices.enrol({ codeDigest, deviceId: randomUUID(), publicKey, at });
      if (device === null) throw new Error('a code that was made just now is good');
      return device;
    },

    async enrol({ protocol, code, publicKey }: SyncRequest<'device:enrol'>): Promise<Outcome<Enrolment>> {
      if (!isSpoken(protocol)) return problem('protocol-unsupported');
      const device = await store.devices.enrol({
        codeDigest: codeDigest(code),
        deviceId: randomUUID(),
        publicKey,
        at: now(),
      });
      if (device === null) return problem('enrolment-code-invalid');
      return success(await enrolmentOf(device, protocol));
    },

    /** `nonce` is the one that this very connection was sent. `configuredAt` is of the settings in the welcome. */
    /** What opens the desk of a kiosk that reads out `question`. Problem: `device-unknown`, also for one that was shut out. */
    async answerLocked({
      deviceId,
      question,
      logged,
    }: {
      readonly deviceId: string;
      readonly question: string;
      readonly logged: AuditEntry;
    }): Promise<Outcome<{ answer: string }>> {
      const device = await store.devices.find(deviceId);
      if (device === null || device.revoked !== null) return problem('device-unknown');
      await store.staff.log(logged);
      return success({ answer: unlockAnswer({ secret: unlockSecret(deviceId), question }) });
    },

    configurationOf,

    async prove({
      request,
      nonce,
    }: {
      readonly request: SyncRequest<'device:prove'>;
      readonly nonce: string;
    }): Promise<Outcome<{ welcome: Welcome; configuredAt: number | null }>> {
      const { protocol, deviceId, chainId, head: reported, kioskNonce, signature, encodings } = request;
      if (!isSpoken(protocol)) return problem('protocol-unsupported');
      const device = await store.devices.find(deviceId);
      if (device === null) return problem('device-unknown');
      const { serviceId } = identity;
      const text = proofText({ serviceId, nonce, deviceId, chainId, head: reported, kioskNonce });
      if (!isSignedBy(text, signature, device.publicKey)) return problem('proof-wrong');
      // After the proof: only the device itself learns that it was shut out.
      if (device.revoked !== null) return problem('device-revoked');
      const anchor = makeAnchor(deviceId, kioskNonce, now());
      const { head, missing } = await store.devices.welcome({ deviceId, chainId, reported, anchor });
      const welcome: Welcome = {
        epoch: identity.epoch,
        anchor: { statement: anchor.statement, signature: anchor.signature },
        configuration: configurationOf(device, protocol),
        head,
        missing: [...missing],
        // A kiosk of protocol 1 takes no answer with a key that it does not know.
        ...(protocol === 1
          ? {}
          : {
              encoding: agreedEncoding(encodings),
              transportKey: identity.transportKey,
              personalDataKeys: await keysForPersonalData(),
              ...(device.renewsKey ? { renewKey: true } : {}),
            }),
      };
      return success({ welcome, configuredAt: device.configuredAt });
    },

    /** `deviceId` has proved itself on the connection that was sent `nonce`. */
    async rekey({
      deviceId,
      nonce,
      request: { publicKey, signature },
    }: {
      readonly deviceId: string;
      readonly nonce: string;
      readonly request: SyncRequest<'device:rekey'>;
    }): Promise<Outcome<Record<string, never>>> {
      const text = rekeyText({ serviceId: identity.serviceId, nonce, deviceId, publicKey });
      if (!isSignedBy(text, signature, publicKey)) return problem('proof-wrong');
      return (await store.devices.rekey({ deviceId, publicKey })) ? success({}) : problem('not-found');
    },

    /** From now on nothing of the device is taken; its open connections are closed within a second. */
    revoke: async ({
      deviceId,
      reason,
      logged,
    }: {
      readonly deviceId: string;
      readonly reason: RevocationReason;
      readonly logged?: AuditEntry;
    }): Promise<Outcome<null>> =>
      (await store.devices.revoke({
        deviceId,
        revocation: { at: now(), reason },
        ...(logged && { logged }),
      }))
        ? success(null)
        : problem('device-unknown'),
  };
}
