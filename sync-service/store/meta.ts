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
};
