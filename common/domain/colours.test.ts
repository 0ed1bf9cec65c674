import { expect, test } from 'vitest';
import { CONTRAST_MIN, contrast, readable, shadesOf } from './colours.ts';

const PAPERS = ['#f7f2e8', '#fffdf8', '#ece4d4'];
/** Every fourth step of each channel's range, corners included. */
const COLOURS = [0, 85, 170, 255].flatMap((red) =>
  [0, 85, 170, 255].flatMap((green) =>
    [0, 85, 170, 255].map(
      (blue) => `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    ),
  ),
);

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#123f35', '#123f35')).toBe(1);
});

test('a pair that can be read stays as it is', () => {
  const liege = { ground: '#b5121b', words: '#ffe9a8' };
  expect(readable(liege)).toEqual(liege);
});

test('any pair can be read once corrected, on the ground that the city chose', () => {
  for (const ground of COLOURS) {
    for (const words of COLOURS) {
      const made = readable({ ground, words });
      expect(made.ground).toBe(ground);
      expect(contrast(ground, made.words), `${words} on ${ground}`).toBeGreaterThanOrEqual(CONTRAST_MIN);
    }
  }
});

test('every shade of any colour can be read where the kiosk puts it', () => {
  for (const ground of COLOURS) {
    const { words, deep, soft, ink } = shadesOf(readable({ ground, words: '#ffffff' }), PAPERS);
    expect(contrast(deep, words), `words on ${deep}`).toBeGreaterThanOrEqual(CONTRAST_MIN);
    for (const paper of [...PAPERS, soft])
      expect(contrast(paper, ink), `${ink} on ${paper}`).toBeGreaterThanOrEqual(CONTRAST_MIN);
  }
});
