import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CanonicalValue, canonicalJson, isCanonicalText } from '../domain/canonical-json.ts';
import { usualHeader, usualPayload } from './record-shapes.ts';
import { recordHeader, recordPayloads } from './records.ts';

const HEADER = {
  anchor: 'imyqv_5vGyDdUigURQNpNw',
  at: 1_773_820_800_000,
  boot: 'AAECAwQFBgcICQoLDA0ODw',
  chainId: '0190f7c2-0000-7000-8000-00000000c001',
  id: '0190f7c2-0000-7000-8000-000000000001',
  kind: 'idea',
  mode: 'assisted',
  mono: 0,
  participantId: null,
  payloadHash: 'lGuHX7j4RdceGb7wHJawLpacQiF8xHY9Ow9Irt5bZvY',
  prev: 'jxpBXX6paqNYVED4SgUn5vt7zoiwqRE9As_EbHIP9VU',
  seq: 2,
  sessionId: '0190f7c2-0000-7000-8000-00000000a001',
  v: 1,
};
const SAID = {
  consultationId: '0190f7c2-0000-7000-8000-00000000d001',
  language: 'fr-BE',
  authorship: 'verbatim',
  readBack: 'aloud',
  confirmedBy: 'interpreter',
};
const TARGET = { targetId: '0190f7c2-0000-7000-8000-000000000003', targetKind: 'idea' };
const PAYLOADS = {
  idea: {
    ...SAID,
    title: 'Une « rampe »',
    words: 'Devant la mairie 🏛️\n\tet "ici" \\ là.',
    topicId: 'mobility',
  },
  comment: { ...SAID, ...TARGET, words: 'مع درابزين.' },
  support: { consultationId: SAID.consultationId, ...TARGET },
};
const KINDS = ['idea', 'comment', 'support'] as const;

/** Values at the edges of what any key may hold. */
const odd: fc.Arbitrary<CanonicalValue> = fc.oneof(
  fc.constantFrom<CanonicalValue>(
    null,
    true,
    0,
    1,
    2,
    -1,
    999_999_999_999_999,
    9_007_199_254_740_991,
    '',
    ' ',
  ),
  fc.constantFrom(
    'self-service',
    'group',
    'on-paper',
    'proposal',
    'FR',
    'session.closed',
    '\u0000',
    '\u0007',
    '-x',
  ),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', '0190F7C2-0000-7000-8000-00000000A001'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(119, 120, 121, 240, 241, 5_000, 5_001).map((length) => 'é'.repeat(length)),
  fc.constantFrom(60, 61, 120, 121, 2_500, 5_000, 5_001).map((length) => '🏛'.repeat(length)),
);
/** Texts as a stranger could send them: with other values, without a key, with one more, with a character changed. */
const nearly = (value: Readonly<Record<string, CanonicalValue>>): fc.Arbitrary<string> =>
  fc
    .record({
      changed: fc.dictionary(fc.constantFrom(...Object.keys(value), 'zzz'), odd, { maxKeys: 2 }),
      dropped: fc.option(fc.constantFrom(...Object.keys(value)), { freq: 5 }),
      at: fc.nat(),
      cut: fc.constantFrom(0, 0, 1),
      put: fc.constantFrom(
        '',
        '',
        '',
        ' ',
        '"',
        '\\',
        '\\u0041',
        '\\/',
        '0',
        '.0',
        'A',
        '\n',
        '\u2028',
        '\ud800',
        ',',
        '}',
      ),
    })
    .map(({ changed, dropped, at, cut, put }) => {
      const text = canonicalText({ ...value, ...changed }, dropped);
      const place = at % text.length;
      return text.slice(0, place) + put + text.slice(place + cut);
    });
const canonicalText = (value: Readonly<Record<string, CanonicalValue>>, dropped: string | null): string => {
  const left = Object.entries(value).filter(([key]) => key !== dropped);
  const sorted = left.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
};

test('the usual records need no schema', () => {
  expect(usualHeader(canonicalJson(HEADER))).toEqual(HEADER);
  expect(usualHeader(canonicalJson({ ...HEADER, seq: 1, prev: null }))?.seq).toBe(1);
  expect(usualHeader(canonicalJson({ ...HEADER, seq: 1 }))).toBeNull();
  expect(usualHeader(canonicalJson({ ...HEADER, prev: null }))).toBeNull();
  for (const kind of KINDS) {
    expect(usualPayload(kind, canonicalJson(PAYLOADS[kind]))).toEqual(PAYLOADS[kind]);
  }
  const { confirmedBy: _, ...before } = PAYLOADS.idea;
  expect(usualPayload('idea', canonicalJson(before))).toEqual(before);
  expect(usualPayload('idea', canonicalJson({ ...before, authorship: 'group', people: 12 }))).toBeNull();
});

test('a header that needs no schema is what the schema reads, and canonical', () => {
  fc.assert(
    fc.property(nearly(HEADER), (text) => {
      const usual = usualHeader(text);
      if (usual === null) return;
      expect(recordHeader.parse(JSON.parse(text))).toEqual(usual);
      expect(isCanonicalText(usual, text)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each(KINDS)('the payload of %s that needs no schema is what the schema reads, and canonical', (kind) => {
  fc.assert(
    fc.property(nearly(PAYLOADS[kind]), (text) => {
      const usual = usualPayload(kind, text);
      if (usual === null) return;
      expect(recordPayloads[kind].parse(JSON.parse(text))).toEqual(usual);
      expect(isCanonicalText(usual, text)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
