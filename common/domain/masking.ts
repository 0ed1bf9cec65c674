/** Personal data in people's words, covered by staff: what is left of the words stays as it was said. */

/** Stands for whatever was covered. */
export const MASK = '[…]';

/**
 * Whether `masked` is `original` with nothing but parts of it covered: staff never put words into somebody's mouth. What was
 * covered before may be covered again.
 */
export function isMasking(original: string, masked: string): boolean {
  const [first = '', ...rest] = masked.split(MASK);
  const last = rest.pop();
  if (last === undefined) return masked === original;
  if (!original.startsWith(first) || !original.endsWith(last)) return false;
  const end = original.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const at = original.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= end;
}
