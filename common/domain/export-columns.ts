/** What an export of contributions can hold: kinds of rows, and columns in the order in which they are written. */

export const EXPORT_KINDS = ['idea', 'comment', 'support'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Of a table of what people said to the city alone. */
export const SEALED_WORDS_COLUMNS = [
  'at',
  'kiosk',
  'place',
  'kind',
  'language',
  'title',
  'words',
  'id',
] as const;

/** Also the headings of a CSV and the keys of a line of JSON: programs rely on them. */
export const EXPORT_COLUMNS = [
  'id',
  'kind',
  'origin',
  'kiosk',
  'device_id',
  'session_id',
  'mode',
  'participant',
  'title',
  'words',
  'language',
  'topic',
  'target_id',
  'target_kind',
  'target_title',
  'authorship',
  'revision',
  'people',
  'confirmed_by',
  'author',
  'state',
  'after_end',
  'correction_after_end',
  'decision',
  'reason',
  'merged_into',
  'supports',
  'supports_alone',
  'comments',
  'answer_state',
  'answered_at',
  'attribution',
  'recorded_at',
  'received_at',
  'consent_version',
  'chain_id',
  'seq',
  'header_hash',
  'exported_at',
  'filter',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** Where a row comes from, without what was said. */
export const PROVENANCE_COLUMNS = [
  'id',
  'kind',
  'kiosk',
  'device_id',
  'session_id',
  'mode',
  'authorship',
  'revision',
  'people',
  'confirmed_by',
  'state',
  'after_end',
  'correction_after_end',
  'decision',
  'recorded_at',
  'received_at',
  'consent_version',
  'chain_id',
  'seq',
  'header_hash',
  'exported_at',
  'filter',
] as const satisfies readonly ExportColumn[];

/** What a kiosk can say of a session: neither who somebody is, nor what the city made of it. */
export const KIOSK_EXPORT_COLUMNS = [
  'id',
  'kind',
  'origin',
  'kiosk',
  'device_id',
  'session_id',
  'mode',
  'title',
  'words',
  'language',
  'topic',
  'target_id',
  'target_kind',
  'target_title',
  'authorship',
  'revision',
  'people',
  'confirmed_by',
  'state',
  'recorded_at',
  'received_at',
  'consent_version',
  'chain_id',
  'seq',
  'header_hash',
  'exported_at',
  'filter',
] as const satisfies readonly ExportColumn[];

/** In which a kiosk writes a session. */
export const SESSION_FILE_FORMATS = ['xlsx', 'csv', 'jsonl'] as const;
export type SessionFileFormat = (typeof SESSION_FILE_FORMATS)[number];

/** What an export was narrowed to, in one cell, such as `session=…; kind=idea`. */
export const filterText = (filter: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(filter)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    .join('; ');
