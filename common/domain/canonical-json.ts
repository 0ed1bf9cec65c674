/**
 * The canonical text of a value, by RFC 8785 (JSON Canonicalization Scheme), restricted to what Perron
 * records hold: objects with ASCII keys, arrays, strings, booleans, null and safe integers. With that
 * restriction `JSON.stringify` over sorted keys is the canonical text, and other languages need no library.
 * The bytes are the UTF-8 of the text. Source: RFC 8785 section 3.2.
 */

export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

const CANONICAL_KEY = /^[A-Za-z][\x21-\x7e]*$/;

/** Throws a `TypeError` for anything outside the restriction: that is a broken invariant, not bad input. */
export function canonicalJson(value: CanonicalValue): string {
  return JSON.stringify(isInCanonicalOrder(value) ? value : inCanonicalOrder(value));
}

/** Whether the text of which `value` was parsed is its canonical text; several times faster than making that anew. */
export const isCanonicalText = (value: unknown, text: string): boolean =>
  JSON.stringify(value) === text && isInCanonicalOrder(value);

function isInCanonicalOrder(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return isCanonicalNumber(value);
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isInCanonicalOrder);
  let before = '';
  for (const key of Object.keys(value)) {
    if (key <= before || !CANONICAL_KEY.test(key)) return false;
    if (!isInCanonicalOrder(value[key as keyof typeof value])) return false;
    before = key;
  }
  return true;
}

const isCanonicalNumber = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

function inCanonicalOrder(value: CanonicalValue): CanonicalValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (isCanonicalNumber(value)) return value;
    throw new TypeError('a record holds safe integers only');
  }
  if (typeof value === 'string') {
    if (value.isWellFormed()) return value;
    throw new TypeError('a record holds well-formed Unicode only');
  }
  if (isArray(value)) return value.map(inCanonicalOrder);
  if (typeof value !== 'object') throw new TypeError(`a record holds no ${typeof value}`);
  const ordered: Record<string, CanonicalValue> = {};
  for (const key of Object.keys(value).sort()) {
    // An integer-like key would be enumerated first by JavaScript, whatever its place in the order.
    if (!CANONICAL_KEY.test(key)) throw new TypeError(`"${key}" is no canonical key`);
    const member = value[key];
    if (member !== undefined) ordered[key] = inCanonicalOrder(member);
  }
  return ordered;
}

function isArray(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
