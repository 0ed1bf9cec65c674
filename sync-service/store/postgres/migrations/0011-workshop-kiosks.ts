/** Which kiosks staff expect at a workshop of the agenda. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const workshopKiosks: Migration = {
  name: '0011-workshop-kiosks',
  sql: `
CREATE TABLE workshop_kiosks (
  event_id TEXT COLLATE "C" NOT NULL,
  device_id TEXT COLLATE "C" NOT NULL REFERENCES devices (id),
  PRIMARY KEY (event_id, device_id)
);
`,
};
