import { expect, test } from 'vitest';
import { periodState } from './consultation.ts';
import { localized } from './localized-text.ts';

test('falls back in the stated order and says which language was found', () => {
  const text = { nl: 'Mobiliteit', fr: 'Mobilité' };
  expect(localized(text, ['fr', 'en'])).toEqual({ text: 'Mobilité', language: 'fr' });
  expect(localized(text, ['de', 'fr'])).toEqual({ text: 'Mobilité', language: 'fr' });
  expect(localized(text, ['de'])).toEqual({ text: 'Mobiliteit', language: 'nl' });
  expect(localized({}, ['de'])).toEqual({ text: '', language: 'und' });
});

test('a consultation is open from its first instant to just before its last', () => {
  const period = { opensAt: 10, closesAt: 20 };
  expect([9, 10, 19, 20].map((now) => periodState(period, now))).toEqual([
    'not-yet-open',
    'open',
    'open',
    'closed',
  ]);
});
