import type { Sqlite } from '../../../platform/sqlite.ts';
import type { MetaStore, ServiceIdentity } from '../meta.ts';

export function metaStore(db: Sqlite): MetaStore {
  const read = db.prepare<[], ServiceIdentity>(
    'SELECT service_id AS serviceId, epoch, signing_key AS signingKey FROM meta',
  );
  const write = db.prepare(
    'INSERT INTO meta (one, service_id, epoch, signing_key) VALUES (1, ?, ?, ?) ON CONFLICT (one) DO NOTHING',
  );
  const backedUp = db.prepare('UPDATE meta SET backed_up_through = ?');
  const through = db.prepare<[], number | null>('SELECT backed_up_through FROM meta').pluck();
  const renew = db.prepare('UPDATE meta SET epoch = ?');
  return {
    identity: async () => read.get() ?? null,
    async establish(identity) {
      write.run(identity.serviceId, identity.epoch, identity.signingKey);
      return read.get() as ServiceIdentity;
    },
    async renewEpoch(epoch) {
      renew.run(epoch);
    },
    async backedUp({ through }) {
      backedUp.run(through);
    },
    backedUpThrough: async () => through.get() ?? null,
  };
}
