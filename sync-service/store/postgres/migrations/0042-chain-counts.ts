/** Staff pages ask how much of each chain is here, and which sessions a workshop has, without reading all that is stored. */
import type { Migration } from '../../../../platform/sqlite.ts';
import { AS_JSON } from './0053-as-json.ts';

export const chainCounts: Migration = {
  name: '0042-chain-counts',
  sql: `${AS_JSON}
-- Counted when records are folded. Apart from the chains, whose rows every batch locks.
CREATE TABLE chain_counts (
  chain_id TEXT COLLATE "C" PRIMARY KEY REFERENCES chains (chain_id),
  records BIGINT NOT NULL
);
INSERT INTO chain_counts (chain_id, records)
  SELECT chain_id, (SELECT count(*) FROM records WHERE records.chain_id = chains.chain_id)
    - coalesce((SELECT sum(to_seq - from_seq + 1) FROM unfolded WHERE unfolded.chain_id = chains.chain_id), 0)
  FROM chains;
-- The event that the session was opened for, once its opening is folded.
ALTER TABLE sessions ADD COLUMN workshop_id TEXT COLLATE "C";
UPDATE sessions SET workshop_id = (
  SELECT perron_json(substr(body, 23)) ->> 'workshopId'
  FROM records WHERE session_id = sessions.id AND kind = 'session.opened' AND body IS NOT NULL LIMIT 1);
CREATE INDEX sessions_of_workshop ON sessions (workshop_id, ordinal) WHERE workshop_id IS NOT NULL;
CREATE INDEX quarantine_waiting ON quarantine (device_id) WHERE decided_at IS NULL;
`,
};
