/** Who this service is: one row, made with the database. */

export type ServiceIdentity = {
  readonly serviceId: string;
  /** Names one lineage of the database; another value means another feed order. */
  readonly epoch: string;
  /** The key that kiosks pin. Its private half lies in a file beside the database, never in it. */
  readonly signingKey: string;
};

export type MetaStore = {
  /** Null in a database that no service has used yet. */
  identity(): Promise<ServiceIdentity | null>;
  /** Only once: the first process to come wins, and all get what it wrote. */
  establish(identity: ServiceIdentity): Promise<ServiceIdentity>;
  /** After an older backup was put back. A process that runs meanwhile goes on with the epoch that it read. */
  renewEpoch(epoch: string): Promise<void>;
  /** A backup holds whatever was received before `through`, an instant. */
  backedUp(backup: { readonly through: number }): Promise<void>;
  /** Null before the first backup. */
  backedUpThrough(): Promise<number | null>;
};
