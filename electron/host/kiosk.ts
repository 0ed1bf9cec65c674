/** The host's composition root: opens a data folder and serves KioskApi to whichever shell holds it. */
import type { Logger } from 'pino';
import type { KioskStatus } from '../../common/contract/kiosk-api.ts';
import type { Outcome } from '../../common/problems.ts';
import type { Clock } from './clock.ts';

export type Kiosk = {
  /**
   * Any call of `kioskCalls` by its name, with input as it came over the boundary. Never rejects: an unknown
   * name, invalid input, the disk and unexpected errors all answer with a problem.
   */
  call(name: string, input: unknown): Promise<Outcome<unknown>>;
  /** Returns how to stop listening. Changes that come close together are told once. */
  onStatus(listener: (status: KioskStatus) => void): () => void;
  /** Exchanges a one-time code of the staff for this kiosk's identity and configuration. */
  enrol(options: { code: string }): Promise<Outcome<{ deviceId: string }>>;
  /** Ends the connection, closes the database and frees the data folder. */
  close(): Promise<void>;
};

export type KioskOptions = {
  /** Created where there is none, readable by its owner only. */
  dataFolder: string;
  /** Such as `https://perron.example.org`; null for a kiosk that never connects. */
  serviceUrl: string | null;
  log: Logger;
  clock?: Clock;
};

/** Throws a `StorageError` when the data folder is taken, damaged, read-only or newer than this Perron. */
export async function openKiosk(options: KioskOptions): Promise<Kiosk> {
  throw new Error(`The host for ${options.dataFolder} is being built.`);
}
