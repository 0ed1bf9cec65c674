import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMasking, MASK } from './masking.ts';

/** Words, and parts of them that are covered, one after the other. */
const covered = fc.array(fc.record({ text: fc.string(), hidden: fc.boolean() }), { maxLength: 12 });

describe('masking', () => {
  test('whatever parts are covered, it is a masking, and covering more of it is one too', () => {
    fc.assert(
      fc.property(covered, covered, (parts, more) => {
        const all = [...parts, ...more];
        const original = all.map(({ text }) => text).join('');
        const once = all
          .map(({ text }, at) => (at < parts.length && parts[at]?.hidden ? MASK : text))
          .join('');
        const twice = all.map(({ text, hidden }) => (hidden ? MASK : text)).join('');
        expect(isMasking(original, once)).toBe(true);
        expect(isMasking(original, twice)).toBe(true);
      }),
    );
  });
  test('a word that was never said is none', () => {
    fc.assert(
      fc.property(covered, fc.nat(), (parts, where) => {
        const original = parts.map(({ text }) => text).join('');
        const masked = parts.map(({ text, hidden }) => (hidden ? MASK : text)).join('');
        // A character that no string of the generator holds.
        const at = where % (masked.length + 1);
        expect(isMasking(original, `${masked.slice(0, at)}\u{1f4a3}${masked.slice(at)}`)).toBe(false);
      }),
    );
  });
  test('neither the order nor what stands at the ends may change', () => {
    expect(isMasking('Anna, 3 rue du Pont', `${MASK}, ${MASK} rue du Pont`)).toBe(true);
    expect(isMasking('Anna, 3 rue du Pont', `3 rue ${MASK}Anna`)).toBe(false);
    expect(isMasking('Anna', 'Ann')).toBe(false);
    expect(isMasking('Anna', `${MASK}Anna${MASK}na`)).toBe(false);
  });
});
