/**
 * Reads the usual records in one step: a pattern of the canonical text of a header, and of the payloads that come in numbers. What
 * matches is valid and canonical at once. Whatever does not match is left to the schemas, which alone say what a record may be and
 * which rule one breaks: a pattern may take less than its schema, never more (`record-shapes.test.ts` compares them).
 */
import { CONFIRMERS, type Payload, type RecordHeader, type RecordKind } from '../domain/records.ts';
import { isAtMost, isBlank, isStorableText, TITLE_MAX, WORDS_MAX } from '../domain/text.ts';

const quoted = (pattern: string): string => `"(?:${pattern})"`;
const orNull = (value: string): string => `(?:null|${value})`;

const UUID = quoted('[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}');
const BYTES_16 = quoted('[A-Za-z0-9_-]{22}');
const DIGEST = quoted('[A-Za-z0-9_-]{43}');
const FROM_1 = '[1-9][0-9]{0,14}';
const FROM_0 = `(?:0|${FROM_1})`;
/** As JSON.stringify writes it. A control character without a short escape is left to the schema. */
const TEXT = String.raw`"[^"\\\x00-\x1f]*(?:\\["\\bfnrt][^"\\\x00-\x1f]*)*"`;

/** `keys` in canonical order. */
const shape = (keys: Readonly<Record<string, string>>): RegExp => {
  const members = Object.entries(keys).map(([key, value]) => `"${key}":${value}`);
  return new RegExp(`^\\{${members.join(',')}\\}$`);
};

const HEADER = shape({
  anchor: orNull(BYTES_16),
  at: FROM_0,
  boot: BYTES_16,
  chainId: UUID,
  id: UUID,
  kind: quoted('[a-z]{1,32}(?:\\.[a-z]{1,32})?'),
  mode: quoted('assisted|self-service'),
  mono: FROM_0,
  participantId: orNull(UUID),
  payloadHash: DIGEST,
  prev: orNull(DIGEST),
  seq: FROM_1,
  sessionId: orNull(UUID),
  v: '1',
});

/** Kiosks before it asked nobody. How many people a group is, is left to the schema. */
const CONFIRMED = `(?:,"confirmedBy":${quoted(CONFIRMERS.join('|'))})?`;
const said = {
  authorship: quoted('verbatim|summarised|interpreted|group') + CONFIRMED,
  consultationId: UUID,
  language: quoted('[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}'),
  readBack: quoted('on-screen|aloud|on-paper'),
};
const target = { targetId: UUID, targetKind: quoted('idea|proposal') };
const PAYLOADS = {
  idea: shape({ ...said, title: TEXT, topicId: orNull(quoted('[a-z0-9][a-z0-9-]{0,63}')), words: TEXT }),
  comment: shape({ ...said, ...target, words: TEXT }),
  support: shape({ consultationId: UUID, ...target }),
};

/** Null where the schema has to look. */
export function usualHeader(line: string): RecordHeader | null {
  if (!HEADER.test(line)) return null;
  const header: RecordHeader = JSON.parse(line);
  return (header.seq === 1) === (header.prev === null) ? header : null;
}

/** Null where the schema has to look. */
export function usualPayload<K extends RecordKind>(kind: K, text: string): Payload<K> | null {
  if (!isUsual(kind) || !PAYLOADS[kind].test(text)) return null;
  const payload: Payload<K> = JSON.parse(text);
  const { title = null, words = null } = payload as { title?: string; words?: string };
  return fits(title, TITLE_MAX) && fits(words, WORDS_MAX) ? payload : null;
}

const isUsual = (kind: RecordKind): kind is keyof typeof PAYLOADS => Object.hasOwn(PAYLOADS, kind);

const fits = (text: string | null, max: number): boolean =>
  text === null || (isAtMost(text, max) && isStorableText(text) && !isBlank(text));
