/**
 * A city's colours as `#rrggbb` in sRGB, and whether one can be read on another: relative luminance and contrast ratio of
 * WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), 4.5 for text of any size.
 */

/** What stands under words, and the words. */
export type ColourPair = { readonly ground: string; readonly words: string };

export const CONTRAST_MIN = 4.5;
const BLACK = '#000000';
const WHITE = '#ffffff';
const STEPS = 40;

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black and white). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `share` of the second colour in the first, from 0 to 1. */
export function mixed(one: string, other: string, share: number): string {
  const into = channels(other);
  const parts = channels(one).map((channel, index) =>
    Math.round(channel + ((into[index] ?? 0) - channel) * share),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Black or white, whichever is read more easily: one of them always reaches 4.5. */
const plainest = (ground: string): string =>
  contrast(ground, BLACK) > contrast(ground, WHITE) ? BLACK : WHITE;

/** The pair, or with the same ground the nearest words that can be read on it. */
export function readable({ ground, words }: ColourPair): ColourPair {
  const towards = plainest(ground);
  for (let step = 0; step <= STEPS; step += 1) {
    const found = mixed(words, towards, step / STEPS);
    if (contrast(ground, found) >= CONTRAST_MIN) return { ground, words: found };
  }
  return { ground, words: towards };
}

/** What of a city's colours a screen on light paper needs: each can be read where it stands. */
export type Shades = ColourPair & {
  /** The ground while it is pressed: further from the words. */
  readonly deep: string;
  /** A breath of the ground, under words in ink. */
  readonly soft: string;
  /** Words and lines in the city's colour, on the papers and on `soft`. */
  readonly ink: string;
};

export function shadesOf(pair: ColourPair, papers: readonly string[]): Shades {
  const { ground, words } = pair;
  const deep = mixed(ground, contrast(words, BLACK) > contrast(words, WHITE) ? BLACK : WHITE, 0.3);
  const soft = mixed(ground, papers[0] ?? WHITE, 0.86);
  const under = [...papers, soft];
  let ink = BLACK;
  for (let step = 0; step <= STEPS; step += 1) {
    ink = mixed(ground, BLACK, step / STEPS);
    if (under.every((paper) => contrast(paper, ink) >= CONTRAST_MIN)) break;
  }
  return { ground, words, deep, soft, ink };
}
