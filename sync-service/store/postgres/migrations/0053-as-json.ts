/** PostgreSQL 15, which Debian 12 comes with, cannot ask whether a text is JSON before it reads it as such. */
import type { Migration } from '../../../../platform/sqlite.ts';

/** Text that was altered in the database may be none: then it says nothing. */
export const AS_JSON = `
CREATE OR REPLACE FUNCTION perron_json(given TEXT) RETURNS JSON LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN given::json;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;
`;

export const asJson: Migration = { name: '0053-as-json', sql: AS_JSON };
