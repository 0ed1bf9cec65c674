import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatReceiptCode,
  makeReceiptCode,
  parseReceiptCode,
  RECEIPT_ALPHABET,
  scannedCode,
} from './receipt-code.ts';

const code = fc
  .array(fc.nat({ max: RECEIPT_ALPHABET.length - 1 }), { minLength: 9, maxLength: 9 })
  .map((picks) => {
    let next = 0;
    return makeReceiptCode(() => picks[next++] as number);
  });

test('is read back however it was typed', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(parseReceiptCode(made)).toBe(made);
      expect(parseReceiptCode(` ${formatReceiptCode(made).toLowerCase()} `)).toBe(made);
      expect(parseReceiptCode(formatReceiptCode(made).replace('-', ' – '))).toBe(made);
    }),
  );
});

test('detects every wrong character and every exchange of two', () => {
  fc.assert(
    fc.property(code, (made) => {
      for (let i = 0; i < made.length; i += 1) {
        for (const other of RECEIPT_ALPHABET) {
          const wrong = made.slice(0, i) + other + made.slice(i + 1);
          if (wrong !== made) expect(parseReceiptCode(wrong)).toBeNull();
        }
        for (let j = i + 1; j < made.length; j += 1) {
          const swapped = [...made];
          [swapped[i], swapped[j]] = [swapped[j] as string, swapped[i] as string];
          if (swapped[i] !== swapped[j]) expect(parseReceiptCode(swapped.join(''))).toBeNull();
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('a scanner may read the code alone, or an address that ends in it', () => {
  fc.assert(
    fc.property(code, (made) => {
      const shown = formatReceiptCode(made);
      for (const text of [shown, `https://city.example/slip/${shown}`, `HTTPS://CITY.EXAMPLE/#${made}`])
        expect(scannedCode(text)).toEqual({ code: made, foreign: false });
      expect(scannedCode(`${shown}${shown}`)).toEqual({ code: null, foreign: true });
    }),
  );
  for (const text of ['5412345678901', 'https://city.example/', 'WIFI:S:library;T:WPA;P:secret;;'])
    expect(scannedCode(text), text).toEqual({ code: null, foreign: true });
  expect(scannedCode('K7QM3-XWD9')).toEqual({ code: null, foreign: false });
});

test.each(['', 'K7QM3', 'K7QM3-XWD9F-K', 'O0I1L-UV000', '😀😀😀😀😀'])('refuses %j', (typed) => {
  expect(parseReceiptCode(typed)).toBeNull();
});
