/**
 * The code on the slip: nine random characters and a check character, shown as `K7QM3-XWD9F`.
 *
 * The alphabet has 29 symbols, a prime, and leaves out 0, 1, I, L, O, U and V, which people confuse. The
 * check character is the sum of (position x value) modulo 29. Because 29 is prime and positions differ, it
 * detects every wrong character and every exchange of two characters. Nine characters carry 43.7 bits.
 */

export const RECEIPT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const DATA_LENGTH = 9;

/** `random` gives integers from 0 up to, not including, its argument, evenly. */
export function makeReceiptCode(random: (below: number) => number): string {
  let data = '';
  for (let i = 0; i < DATA_LENGTH; i += 1) data += RECEIPT_ALPHABET[random(RECEIPT_ALPHABET.length)];
  return data + checkCharacter(data);
}

/** The ten characters of a typed code, or null when it cannot be one. Case, spaces and hyphens are free. */
export function parseReceiptCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  if (code.length !== DATA_LENGTH + 1) return null;
  for (const character of code) if (!RECEIPT_ALPHABET.includes(character)) return null;
  return checkCharacter(code.slice(0, DATA_LENGTH)) === code[DATA_LENGTH] ? code : null;
}

/** More than anybody types who has a slip before them: a scanner read something else. */
const TYPED_MAX = 12;

/** What was typed or scanned: a code, or an address that ends in one. Null for a wrong code, and for what is none at all. */
export function scannedCode(text: string): { readonly code: string | null; readonly foreign: boolean } {
  const code =
    parseReceiptCode(text) ?? parseReceiptCode(/^https?:.*[/#?=]([^/#?=]+)$/i.exec(text.trim())?.[1] ?? '');
  return { code, foreign: code === null && text.trim().length > TYPED_MAX };
}

export const formatReceiptCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

function checkCharacter(data: string): string {
  let sum = 0;
  for (let i = 0; i < data.length; i += 1) sum += (i + 1) * RECEIPT_ALPHABET.indexOf(data[i] as string);
  return RECEIPT_ALPHABET[sum % RECEIPT_ALPHABET.length] as string;
}
