/** Who this kiosk is: its chain, its key, its enrolment with the service's settings, and the last time anchor. */
import type { Enrolment, KioskConfiguration, TimeAnchor } from '../../../common/contract/sync.ts';
import type { KeyPair } from '../../../platform/crypto.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { remembered } from './remembered.ts';

export type StoredEnrolment = {
  readonly deviceId: string;
  readonly serviceId: string;
  /** Pinned: it never changes after enrolment. */
  readonly signingKey: string;
  /** Seals files for the service; null until a service of protocol 2 has told it. */
  readonly transportKey: string | null;
  /** The city's personal-data key: age recipients; none where the city takes no words that it may not publish. */
  readonly personalDataKeys: readonly string[];
  readonly configuration: KioskConfiguration;
  readonly revoked: boolean;
};

export type StoredAnchor = TimeAnchor & {
  readonly id: string;
  readonly epoch: string;
  /** The service's time less the device's, in milliseconds. */
  readonly clockOffset: number;
};

type EnrolmentRow = {
  deviceId: string;
  serviceId: string;
  signingKey: string;
  transportKey: string | null;
  personalDataKeys: string;
  configuration: string;
  revoked: number;
};

export type DeviceStore = ReturnType<typeof deviceStore>;

export function deviceStore(db: Sqlite) {
  const chain = db.prepare<[], string>('SELECT chain_id FROM chain').pluck();
  const setChain = db.prepare('INSERT OR REPLACE INTO chain (one, chain_id) VALUES (1, ?)');
  const key = db.prepare<[], KeyPair>(
    'SELECT public_key AS publicKey, private_key AS privateKey FROM device_key',
  );
  const setKey = db.prepare('INSERT INTO device_key (one, public_key, private_key) VALUES (1, ?, ?)');
  const otherKey = db.prepare<[], { publicKey: string | null; privateKey: string | null }>(
    'SELECT other_public_key AS publicKey, other_private_key AS privateKey FROM device_key',
  );
  const setOtherKey = db.prepare('UPDATE device_key SET other_public_key = ?, other_private_key = ?');
  const swapKeys = db.prepare(
    `UPDATE device_key SET public_key = other_public_key, private_key = other_private_key,
       other_public_key = public_key, other_private_key = private_key WHERE other_public_key IS NOT NULL`,
  );
  const enrolment = db.prepare<[], EnrolmentRow>(
    `SELECT device_id AS deviceId, service_id AS serviceId, signing_key AS signingKey, transport_key AS transportKey,
       personal_data_keys AS personalDataKeys, configuration, revoked FROM enrolment`,
  );
  const setEnrolment = db.prepare(
    `INSERT INTO enrolment (one, device_id, service_id, signing_key, transport_key, personal_data_keys, configuration)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
  );
  const setTransportKey = db.prepare('UPDATE enrolment SET transport_key = ?');
  const setPersonalDataKeys = db.prepare('UPDATE enrolment SET personal_data_keys = ?');
  const setConfiguration = db.prepare('UPDATE enrolment SET configuration = ?');
  const setRevoked = db.prepare('UPDATE enrolment SET revoked = ?');
  const anchor = db.prepare<[], StoredAnchor>(
    'SELECT anchor_id AS id, statement, signature, epoch, clock_offset AS clockOffset FROM anchor',
  );
  const setEpoch = db.prepare('UPDATE anchor SET epoch = ?');
  const setAnchor = db.prepare(
    `INSERT OR REPLACE INTO anchor (one, anchor_id, statement, signature, epoch, clock_offset)
     VALUES (1, ?, ?, ?, ?, ?)`,
  );

  const chained = remembered(db, (): string | null => chain.get() ?? null);
  const enrolled = remembered(db, (): StoredEnrolment | null => {
    const row = enrolment.get();
    if (row === undefined) return null;
    // Parsed by its schema when the service sent it.
    const configuration = JSON.parse(row.configuration) as KioskConfiguration;
    const personalDataKeys = JSON.parse(row.personalDataKeys) as string[];
    return { ...row, personalDataKeys, configuration, revoked: row.revoked === 1 };
  });
  const anchored = remembered(db, (): StoredAnchor | null => anchor.get() ?? null);

  return {
    /** Null before the enrolment. */
    chainId: chained.read,
    startChain: (chainId: string): void => {
      chained.forget();
      setChain.run(chainId);
    },
    key: (): KeyPair | null => key.get() ?? null,
    saveKey: ({ publicKey, privateKey }: KeyPair): void => {
      setKey.run(publicKey, privateKey);
    },
    /** The next key while it is handed over, the one before afterwards. */
    otherKey(): KeyPair | null {
      const row = otherKey.get();
      if (!row?.publicKey || !row.privateKey) return null;
      return { publicKey: row.publicKey, privateKey: row.privateKey };
    },
    saveOtherKey: ({ publicKey, privateKey }: KeyPair): void => {
      setOtherKey.run(publicKey, privateKey);
    },
    /** False where there is no other. */
    swapKeys: (): boolean => swapKeys.run().changes === 1,
    enrolment: enrolled.read,
    saveEnrolment(made: Enrolment): void {
      const { deviceId, serviceId, signingKey, transportKey = null, personalDataKeys = [] } = made;
      const pinned = [deviceId, serviceId, signingKey, transportKey, JSON.stringify(personalDataKeys)];
      enrolled.forget();
      setEnrolment.run(...pinned, JSON.stringify(made.configuration));
    },
    savePersonalDataKeys: (recipients: readonly string[]): void => {
      enrolled.forget();
      setPersonalDataKeys.run(JSON.stringify(recipients));
    },
    saveTransportKey: (recipient: string): void => {
      enrolled.forget();
      setTransportKey.run(recipient);
    },
    saveConfiguration: (configuration: KioskConfiguration): void => {
      enrolled.forget();
      setConfiguration.run(JSON.stringify(configuration));
    },
    setRevoked: (revoked: boolean): void => {
      enrolled.forget();
      setRevoked.run(revoked ? 1 : 0);
    },
    anchor: anchored.read,
    /** The service goes on in another course of its database. */
    saveEpoch: (epoch: string): void => {
      anchored.forget();
      setEpoch.run(epoch);
    },
    saveAnchor(made: StoredAnchor): void {
      anchored.forget();
      setAnchor.run(made.id, made.statement, made.signature, made.epoch, made.clockOffset);
    },
  };
}
