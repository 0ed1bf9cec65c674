/**
 * What service processes tell each other. Unlogged: cheap to write, gone after a crash of the database, and no loss then.
 * A trigger runs once a statement, and PostgreSQL makes the equal words of one transaction into one, told at its commit.
 */
import type { Migration } from '../../../../platform/sqlite.ts';

export const processes: Migration = {
  name: '0024-processes',
  sql: `
CREATE UNLOGGED TABLE processes (
  id TEXT COLLATE "C" PRIMARY KEY,
  alive_at TIMESTAMPTZ NOT NULL,
  device_ids TEXT[] NOT NULL
);
CREATE UNLOGGED TABLE tries (
  kind TEXT COLLATE "C" NOT NULL,
  key_digest TEXT COLLATE "C" NOT NULL,
  count BIGINT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (kind, key_digest)
);
CREATE INDEX tries_until ON tries (until);
CREATE FUNCTION perron_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('perron', '');
  RETURN NULL;
END $$;
CREATE TRIGGER feed_changed AFTER INSERT OR UPDATE ON feed
  FOR EACH STATEMENT EXECUTE FUNCTION perron_changed();
CREATE TRIGGER devices_changed AFTER UPDATE OF revoked_at, configured_at ON devices
  FOR EACH STATEMENT EXECUTE FUNCTION perron_changed();
`,
};
