import { expect, test } from 'vitest';
import { hashOf, type Place, placeOf } from './places.ts';

test.each<Place>([
  { name: 'sessions' },
  { name: 'kiosks' },
  { name: 'contributions', queue: 'refused' },
  { name: 'proposals' },
  { name: 'consultations' },
  { name: 'exports' },
  { name: 'quarantine' },
  { name: 'accounts' },
  { name: 'api' },
  { name: 'activity' },
  { name: 'report', sessionId: '01939d2e-7a01-7000-8000-000000000001' },
  { name: 'workshop', workshopId: '01939d2e-7a01-7000-8000-000000000001' },
  { name: 'workshop-report', workshopId: '01939d2e-7a01-7000-8000-000000000001' },
  { name: 'session', sessionId: '01939d2e-7a01-7000-8000-000000000001' },
])('finds back to $name from the address', (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

test.each(['', '#', '#/sessions/', '#/sessions/../me', '#/elsewhere'])(
  'leads to the sessions from an unknown address: %s',
  (hash) => {
    expect(placeOf(hash)).toEqual({ name: 'sessions' });
  },
);
