import { array, assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { type SafeGroups, SMALL_GROUP, withoutSmallGroups } from './small-groups.ts';

const groupsOf = (counts: readonly number[]) =>
  counts.map((people, index) => ({ key: String(index), people }));
const counts = array(nat({ max: 20 }), { maxLength: 8 });
const total = (people: readonly { readonly people: number }[]) =>
  people.reduce((sum, group) => sum + group.people, 0);

test('groups that are large enough, or empty, are shown as they are', () => {
  const groups = groupsOf([SMALL_GROUP, 0, 40]);
  expect(withoutSmallGroups({ groups })).toEqual({ shown: groups, merged: null });
});

test('a single small group takes the next larger one with it, or the total would tell it', () => {
  expect(withoutSmallGroups({ groups: groupsOf([2, 30, 9]) })).toEqual({
    shown: [{ key: '1', people: 30 }],
    merged: { keys: ['0', '2'], people: 11 },
  });
});

test('too few people altogether are not counted at all', () => {
  expect(withoutSmallGroups({ groups: groupsOf([1, 2, 0]) })).toEqual({
    shown: [],
    merged: { keys: ['0', '1', '2'], people: null },
  });
});

test('no small group is shown, nobody is lost and nobody is counted twice', () => {
  assert(
    property(counts, (people) => {
      const groups = groupsOf(people);
      const { shown, merged } = withoutSmallGroups({ groups });
      for (const group of shown) expect(group.people === 0 || group.people >= SMALL_GROUP).toBe(true);
      expect([...shown.map(({ key }) => key), ...(merged?.keys ?? [])].sort()).toEqual(
        groups.map(({ key }) => key).sort(),
      );
      if (merged === null) return;
      if (merged.people === null) expect(total(groups)).toBeLessThan(SMALL_GROUP);
      else {
        expect(merged.people).toBeGreaterThanOrEqual(SMALL_GROUP);
        expect(merged.keys.length).toBeGreaterThan(1);
        expect(total(shown) + merged.people).toBe(total(groups));
      }
    }),
  );
});

test.each([
  { k: 3, places: 3, most: 8 },
  { k: 3, places: 4, most: 7 },
  { k: 4, places: 3, most: 10 },
])('whoever knows the rule cannot compute a merged group of $places with k = $k', ({ k, places, most }) => {
  const explanations = new Map<string, (readonly number[])[]>();
  for (let number = 0; number < (most + 1) ** places; number += 1) {
    const people = Array.from(
      { length: places },
      (_, place) => Math.floor(number / (most + 1) ** place) % (most + 1),
    );
    const shown = JSON.stringify(withoutSmallGroups({ groups: groupsOf(people), k }));
    explanations.set(shown, [...(explanations.get(shown) ?? []), people]);
  }
  for (const [shown, possible] of explanations) {
    const { merged } = JSON.parse(shown) as SafeGroups;
    for (const key of merged?.keys ?? [])
      expect(new Set(possible.map((people) => people[Number(key)])).size, shown).toBeGreaterThan(1);
  }
});
