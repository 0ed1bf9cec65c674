import { expect, test } from 'vitest';
import { address } from './api.ts';

test('fills the path and sends the rest as the query, without what is not set', () => {
  const input = { sessionId: 'a/b?c', after: 'x&y', limit: 50, nothing: undefined };
  expect(address('/api/staff/sessions/:sessionId/contributions', input)).toBe(
    '/api/staff/sessions/a%2Fb%3Fc/contributions?after=x%26y&limit=50',
  );
});

test('asks plainly where there is nothing to say', () => {
  expect(address('/api/staff/me', {})).toBe('/api/staff/me');
});
