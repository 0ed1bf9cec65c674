import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTime, standingOf, type TimedCorrection } from './revisions.ts';

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

const timed = (
  id: string,
  replaces: string,
  timing: TimedCorrection['timing'],
  admission: TimedCorrection['admission'] = null,
): TimedCorrection => ({ id, replaces, timing, admission });
const counted = (...corrections: TimedCorrection[]) => inTime(corrections).map(({ id }) => id);

test('what was said after the end never counts, what was said before it always, and of the rest what staff admit', () => {
  expect(
    counted(
      timed('b', 'a', 'in'),
      timed('c', 'a', 'late', 'admitted'),
      timed('d', 'a', 'doubtful'),
      timed('e', 'a', 'doubtful', 'admitted'),
      timed('f', 'a', 'doubtful', 'kept-out'),
    ),
  ).toEqual(['b', 'e']);
});

test('what somebody had read before correcting it in time was there in time, unless staff keep it out', () => {
  expect(counted(timed('b', 'a', 'doubtful'), timed('c', 'b', 'doubtful'), timed('d', 'c', 'in'))).toEqual([
    'b',
    'c',
    'd',
  ]);
  expect(counted(timed('b', 'a', 'doubtful', 'kept-out'), timed('c', 'b', 'in'))).toEqual(['c']);
  expect(counted(timed('b', 'a', 'doubtful'), timed('c', 'b', 'late'))).toEqual([]);
  expect(counted(timed('b', 'c', 'doubtful'), timed('c', 'b', 'doubtful', 'admitted')), 'a circle').toEqual([
    'b',
    'c',
  ]);
});

test('what came in time upon words that do not count replaces those before them', () => {
  const standing = (...corrections: TimedCorrection[]) => standingOf('a', inTime(corrections));
  for (const out of [timed('b', 'a', 'late'), timed('b', 'a', 'doubtful', 'kept-out')]) {
    expect(standing(out, timed('c', 'b', 'in'))).toEqual({ revision: 'c', earlier: ['a'], rivals: [] });
    expect(standing(out, timed('c', 'b', 'late'), timed('d', 'c', 'doubtful', 'admitted'))).toMatchObject({
      revision: 'd',
    });
    expect(standing(out, timed('c', 'b', 'in'), timed('d', 'a', 'in')), 'beside another').toEqual({
      revision: 'a',
      earlier: [],
      rivals: ['c', 'd'],
    });
  }
  expect(
    standing(timed('b', 'c', 'late'), timed('c', 'b', 'late'), timed('d', 'c', 'in')),
    'a circle',
  ).toMatchObject({ revision: 'a' });
});
