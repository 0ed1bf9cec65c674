import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CanonicalValue, canonicalJson } from './canonical-json.ts';

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
