import { expect, test } from 'vitest';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { HOME, obstacleTo, type Place, present, walk } from './places.ts';

const id = '0190a0a0-0000-7000-8000-000000000001';
const none = {
  participants: 0,
  returned: 0,
  ideas: 0,
  comments: 0,
  supports: 0,
  pending: 0,
  acknowledged: 0,
  quarantined: 0,
};
const idle: KioskStatus = {
  kiosk: null,
  languages: ['en'],
  selfService: null,
  closedUntil: null,
  volume: 100,
  helper: null,
  sealing: false,
  printing: false,
  practice: false,
  room: 'enough',
  consultation: {
    id,
    title: { en: 'Our city' },
    summary: { en: '' },
    opensAt: 0,
    closesAt: 1,
    topics: [],
    consent: { version: 'one', wording: { en: 'May we?' } },
    attribution: null,
    state: 'open',
  },
  sync: {
    state: 'offline',
    pending: 0,
    acknowledged: 0,
    quarantined: 0,
    lastAcknowledgedAt: null,
    oldestPendingAt: null,
  },
  facilitator: null,
  pinQuestion: null,
  session: null,
  participant: null,
};
const unlocked = { ...idle, facilitator: { id, name: 'Ana' } };
const inSession = {
  ...unlocked,
  session: {
    id,
    openedAt: 0,
    mode: 'assisted' as const,
    workshop: null,
    counts: none,
    setAside: [],
    canCallBack: false,
  },
};
const helping: KioskStatus = {
  ...inSession,
  participant: {
    id,
    language: 'en',
    publishes: true,
    ideas: 0,
    comments: 0,
    supports: 0,
    hasDraft: false,
    code: null,
    slip: null,
    undoable: null,
  },
};
const idea: Place = { name: 'write-idea' };
const at = (status: KioskStatus, place: Place = idea) => obstacleTo(place, status)?.name ?? 'free';

test('leads to an idea over the PIN, the session and the welcome, in this order', () => {
  expect([idle, unlocked, inSession, helping].map((status) => at(status))).toEqual([
    'unlock',
    'open-session',
    'welcome',
    'free',
  ]);
});

test('hides what a participant wrote behind the PIN as soon as the desk is locked', () => {
  const locked = { ...helping, facilitator: null };
  expect(at(locked)).toBe('unlock');
  expect(at(locked, { name: 'posted', kind: 'idea', code: 'K7QM3XWD9F' })).toBe('unlock');
  expect(at(locked, { name: 'participant' })).toBe('unlock');
});

test('shows nobody the code of the participant before', () => {
  expect(at(inSession, { name: 'posted', kind: 'idea', code: 'K7QM3XWD9F' })).toBe('welcome');
});

test('asks for no PIN where the city takes no contributions anyway', () => {
  expect(at({ ...idle, consultation: null })).toBe('no-consultation');
  for (const state of ['not-yet-open', 'closed'] as const) {
    const { consultation } = idle;
    if (consultation === null) throw new Error('the test has a consultation');
    expect(at({ ...idle, consultation: { ...consultation, state } })).toBe('not-open');
  }
});

test('lets anyone look around', () => {
  expect(at(idle, { name: 'browse', tab: 'ideas' })).toBe('free');
  expect(at(idle, { name: 'receipt' })).toBe('free');
  expect(at(idle, { name: 'target', target: { id, kind: 'idea' }, helped: false })).toBe('free');
});

test('goes back one place at a time and stays at home', () => {
  const deep = walk(walk(HOME, { type: 'go', to: { name: 'participant' } }), { type: 'go', to: idea });
  expect(present(deep)).toEqual(idea);
  expect(present(walk(deep, { type: 'back' })).name).toBe('participant');
  expect(walk(HOME, { type: 'back' })).toEqual(HOME);
});

test('forgets the way when a person leaves', () => {
  const written = walk(HOME, { type: 'go', to: { name: 'posted', kind: 'idea', code: 'K7QM3XWD9F' } });
  const left = walk(written, { type: 'restart', at: { name: 'farewell' } });
  expect(left).toEqual([{ name: 'home' }, { name: 'farewell' }]);
});

test('lets a visitor take part alone where staff allow it, but not in a workshop', () => {
  const open: KioskStatus = { ...idle, selfService: { idleSeconds: 90 } };
  const session = { ...inSession.session, mode: 'self-service' as const };
  const here = { ...open, session, participant: helping.participant };
  expect([open, here].map((status) => at(status))).toEqual(['welcome', 'free']);
  expect(at({ ...open, session: inSession.session })).toBe('unlock');
  expect(at(open, { name: 'desk' })).toBe('unlock');
});

test('leads whoever unlocks beside a visitor to that visitor, and the next person to a workshop', () => {
  const session = { ...inSession.session, mode: 'self-service' as const };
  const beside: KioskStatus = { ...helping, selfService: { idleSeconds: 90 }, session };
  expect(at(beside, { name: 'participant' })).toBe('free');
  expect(at({ ...beside, participant: null }, { name: 'participant' })).toBe('open-session');
});
