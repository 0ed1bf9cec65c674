/**
 * Text as it is searched, without case and accents, as `foldedText` of `common/domain/folded-text.ts` has it. Columns are of the
 * collation "C", which knows no case but that of ASCII: what does not come apart into that is listed.
 */
import type { Migration } from '../../../../platform/sqlite.ts';

/** Letters of the Latin, Greek and Cyrillic scripts. */
const UPPER = 'ÆÐØÞĐĦŁŊŒŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐ';
const LOWER = 'æðøþđħłŋœŧαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґ';
const MARKS =
  '\\u0300-\\u036F\\u0483-\\u0489\\u0591-\\u05BD\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u1AB0-\\u1ACE\\u1DC0-\\u1DFF\\u20D0-\\u20F0\\uFE20-\\uFE2F';

export const foldedText: Migration = {
  name: '0050-folded-text',
  sql: `
CREATE FUNCTION perron_folded(given TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(lower(regexp_replace(normalize(given, NFKD), '[${MARKS}]', '', 'g') COLLATE "C"), '${UPPER}', '${LOWER}')
$$;
`,
};
