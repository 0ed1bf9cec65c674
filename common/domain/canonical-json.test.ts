import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CanonicalValue, canonicalJson, isCanonicalText } from './canonical-json.ts';

const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/).filter((name) => name !== '__proto__');
const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0 || 0),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
}));

const shuffled = (input: CanonicalValue): CanonicalValue => {
  if (Array.isArray(input)) return input.map(shuffled);
  if (input === null || typeof input !== 'object') return input;
  return Object.fromEntries(
    Object.entries(input)
      .map(([name, member]) => [name, shuffled(member)] as const)
      .reverse(),
  );
};

test('reads back as the same value, whatever the order of its keys was', () => {
  fc.assert(
    fc.property(value, (input) => {
      const text = canonicalJson(input);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(input)));
      expect(canonicalJson(shuffled(input))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(text).not.toMatch(/[\n\r]/);
    }),
  );
});

test('tells a canonical text from any other without making it anew', () => {
  const isOwnText = (text: string): boolean => {
    try {
      return canonicalJson(JSON.parse(text)) === text;
    } catch {
      return false;
    }
  };
  const texts = fc.oneof(
    value.map(canonicalJson),
    value.map((input) => JSON.stringify(shuffled(input))),
    value.map((input) => JSON.stringify(input, null, 1)),
    fc.json(),
    fc.json({ stringUnit: 'binary' }),
    fc.constantFrom(
      '{"a":1,"a":1}',
      '{"a":-0}',
      '{"a":1e2}',
      '"\\ud800"',
      '{"__proto__":{}}',
      '"\\u0041"',
      '{"1":2}',
    ),
  );
  let canonical = 0;
  fc.assert(
    fc.property(texts, (text) => {
      expect([text, isCanonicalText(JSON.parse(text), text)]).toEqual([text, isOwnText(text)]);
      if (isOwnText(text)) canonical += 1;
    }),
    { numRuns: 2_000 },
  );
  expect(canonical).toBeGreaterThan(100);
});

test.each([
  ['a fraction', 0.5],
  ['minus zero', -0],
  ['an unsafe integer', 2 ** 53],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a lone surrogate', 'a\ud800'],
  ['a key that JavaScript would move', { 1: 'x' }],
  ['a key outside ASCII', { é: 'x' }],
])('refuses %s', (_, input) => {
  expect(() => canonicalJson(input as CanonicalValue)).toThrow(TypeError);
});
