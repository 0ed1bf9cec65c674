/** How near two words are in spelling. */

/** Every word that is this one with a single character left out. */
export function shortened(word: string): Set<string> {
  const characters = [...word];
  const words = new Set<string>();
  for (const [at] of characters.entries()) words.add(characters.toSpliced(at, 1).join(''));
  return words;
}

/**
 * Whether `a` becomes `b` by one slip of the keyboard: a letter more, a letter less, another letter, or two
 * neighbours swapped.
 */
export function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [endA - start, endB - start];
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
