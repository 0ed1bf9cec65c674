/** How each kiosk's machine does, as it last told. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const deviceReports: Migration = {
  name: '0004-device-reports',
  sql: `
CREATE TABLE device_reports (
  device_id TEXT COLLATE "C" PRIMARY KEY REFERENCES devices (id),
  at BIGINT NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  pending BIGINT NOT NULL CHECK (pending >= 0),
  clock_offset BIGINT NOT NULL,
  disk_free BIGINT,
  disk_total BIGINT,
  CHECK ((disk_free IS NULL) = (disk_total IS NULL)),
  CHECK (disk_free BETWEEN 0 AND disk_total)
);
`,
};
