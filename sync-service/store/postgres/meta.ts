import type { MetaStore, ServiceIdentity } from '../meta.ts';
import type { Postgres } from './database.ts';

export function metaStore(db: Postgres): MetaStore {
  const identity = () =>
    db.one<ServiceIdentity>('SELECT service_id AS "serviceId", epoch, signing_key AS "signingKey" FROM meta');
  return {
    identity,
    async establish({ serviceId, epoch, signingKey }) {
      await db.run(
        'INSERT INTO meta (one, service_id, epoch, signing_key) VALUES (1, $1, $2, $3) ON CONFLICT (one) DO NOTHING',
        serviceId,
        epoch,
        signingKey,
      );
      return (await identity()) as ServiceIdentity;
    },
    async renewEpoch(epoch) {
      await db.run('UPDATE meta SET epoch = $1', epoch);
    },
    async backedUp({ through }) {
      await db.run('UPDATE meta SET backed_up_through = $1', through);
    },
    async backedUpThrough() {
      const row = await db.one<{ through: number | null }>('SELECT backed_up_through AS through FROM meta');
      return row?.through ?? null;
    },
  };
}
