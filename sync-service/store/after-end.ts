/** What arrived after the end of its consultation and was, or may have been, said after it: conditions on `contributions AS c`. */
import { OF_AUTHOR } from './corrections.ts';

/** Staff must say whether it counts, or whether other words of its author do. */
export const DOUBTFUL = `c.withdrawn_at IS NULL AND c.id IN (
  SELECT id FROM contributions WHERE correction_timing = 'doubtful'
  UNION ALL SELECT d.id FROM after_end JOIN contributions AS d ON d.id = record_id
    WHERE timing = 'doubtful' AND d.decision IS NULL)`;

export const AFTER_END = `c.withdrawn_at IS NULL AND c.id IN (SELECT record_id FROM after_end WHERE timing <> 'in'
  UNION ALL SELECT k.contribution_id FROM after_end AS e JOIN corrections AS k ON k.record_id = e.record_id
    WHERE e.kind = 'contribution.corrected' AND e.timing <> 'in' AND ${OF_AUTHOR})`;
