import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standingOf } from './revisions.ts';

test('the last of a row of corrections stands', () => {
  const corrections = [
    { id: 'c', replaces: 'b' },
    { id: 'b', replaces: 'a' },
  ];
  expect(standingOf('a', corrections)).toEqual({ revision: 'c', earlier: ['a', 'b'], rivals: [] });
});

test('of two corrections of the same words neither stands', () => {
  const corrections = [
    { id: 'c', replaces: 'a' },
    { id: 'b', replaces: 'a' },
    { id: 'd', replaces: 'b' },
  ];
  expect(standingOf('a', corrections)).toEqual({ revision: 'a', earlier: [], rivals: ['b', 'c'] });
});

test('what corrects words that are not here yet, or itself, changes nothing', () => {
  const corrections = [
    { id: 'z', replaces: 'y' },
    { id: 'x', replaces: 'x' },
  ];
  expect(standingOf('a', corrections)).toEqual({ revision: 'a', earlier: [], rivals: [] });
});

test('the same stands in whatever order corrections came', () => {
  const trees = fc
    .array(fc.nat(), { minLength: 1, maxLength: 8 })
    .map((parents) =>
      parents.map((parent, nth) => ({ id: `r${nth + 1}`, replaces: `r${parent % (nth + 1)}` })),
    );
  const orders = trees.chain((tree) => fc.shuffledSubarray(tree, { minLength: tree.length }));
  fc.assert(
    fc.property(orders, (corrections) => {
      const inOrder = corrections.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(standingOf('r0', corrections)).toEqual(standingOf('r0', inOrder));
    }),
  );
});
