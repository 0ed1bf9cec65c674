/** How each kiosk's machine does, as it last told. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const deviceReports: Migration = {
  name: '0016-device-reports',
  sql: `
CREATE TABLE device_reports (
  device_id TEXT PRIMARY KEY REFERENCES devices (id),
  at INTEGER NOT NULL,
  version TEXT NOT NULL,
  pending INTEGER NOT NULL CHECK (pending >= 0),
  clock_offset INTEGER NOT NULL,
  disk_free INTEGER,
  disk_total INTEGER,
  CHECK ((disk_free IS NULL) = (disk_total IS NULL)),
  CHECK (disk_free BETWEEN 0 AND disk_total)
) STRICT;
`,
};
