/** Which kiosks staff expect at a workshop of the agenda. */
import type { Migration } from '../../../../platform/sqlite.ts';

export const workshopKiosks: Migration = {
  name: '0023-workshop-kiosks',
  sql: `
CREATE TABLE workshop_kiosks (
  event_id TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id),
  PRIMARY KEY (event_id, device_id)
) STRICT, WITHOUT ROWID;
`,
};
