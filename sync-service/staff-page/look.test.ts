import { expect, test } from 'vitest';
import { CONTRAST_MIN, contrast } from '../../common/domain/colours.ts';
import { isLookComplete, lookInput, readLogo, typedLook } from './look.ts';

const typed = { ...typedLook(undefined), name: ' Liège ', coloured: true };

test('a city without a name has no look, and colours or a logo ask for one', () => {
  expect(lookInput(typedLook(undefined))).toBeNull();
  expect(isLookComplete(typedLook(undefined))).toBe(true);
  expect(isLookComplete({ ...typed, name: ' ' })).toBe(false);
});

test('what is sent can be read, whatever was chosen', () => {
  const look = lookInput({ ...typed, ground: '#ffd500', words: '#ffffff' });
  expect(look?.name).toBe('Liège');
  expect(contrast('#ffd500', look?.colours?.words ?? '')).toBeGreaterThanOrEqual(CONTRAST_MIN);
  expect(lookInput({ ...typed, coloured: false })?.colours).toBeNull();
  expect(typedLook(look ?? undefined)).toMatchObject({ coloured: true, ground: '#ffd500' });
});

test('a logo is a plain picture, and small', async () => {
  const svg = (text: string) => readLogo(new File([text], 'l.svg', { type: 'image/svg+xml' }));
  expect(await svg('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>')).toMatchObject({
    type: 'svg',
  });
  expect(await svg('<svg><script>alert(1)</script></svg>')).toBeNull();
  expect(await svg(`<svg>${' '.repeat(40_000)}</svg>`)).toBeNull();
  expect(await readLogo(new File(['no picture'], 'l.png', { type: 'image/png' }))).toBeNull();
});
