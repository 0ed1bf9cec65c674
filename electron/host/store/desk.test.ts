/** What the desk repeats at every touch is read once, and anew as soon as it may have changed. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../../platform/sqlite.ts';
import { createRecorder } from '../recorder.ts';
import { kioskDatabase } from './schema.ts';
import { createStore } from './store.ts';

const sessionId = '01a20763-9520-758f-a501-0d7bcf881cb6';
const participantId = '01a20763-9520-758f-a501-0d7bcf881cb7';
const of = { sessionId, participantId, mode: 'assisted' } as const;

function desk() {
  const store = createStore(openDatabase(':memory:', kioskDatabase));
  store.device.startChain('01a20763-9520-758f-a501-0d7bcf881cb5');
  const recorder = createRecorder({ store, clock: { now: () => 1, mono: () => 1 } });
  const present = () => store.desk.now().participant?.id ?? null;
  store.transaction(() => {
    const opened = { consultationId: participantId, facilitatorId: null, workshopId: null };
    recorder.append({ kind: 'session.opened', payload: opened, ...of, participantId: null });
    recorder.append({ kind: 'participant.welcomed', payload: { language: 'en', consents: [] }, ...of });
  });
  return { store, recorder, present };
}

test('a leaving that is undone with its transaction leaves the participant at the desk', () => {
  const { store, recorder, present } = desk();
  expect(present()).toBe(participantId);
  const leaveAndFail = () =>
    store.transaction(() => {
      recorder.append({ kind: 'participant.left', payload: {}, ...of });
      expect(present()).toBeNull();
      throw new Error('cut');
    });
  expect(leaveAndFail).toThrow('cut');
  expect(present()).toBe(participantId);
});

test('whoever is set aside, comes back or goes is seen at once', () => {
  const { store, recorder, present } = desk();
  expect(present()).toBe(participantId);
  const card = store.cards.give(participantId);
  expect(present()).toBeNull();
  store.cards.take(card);
  expect(present()).toBe(participantId);
  store.transaction(() => recorder.append({ kind: 'participant.left', payload: {}, ...of }));
  expect(present()).toBeNull();
  store.transaction(() => recorder.append({ kind: 'participant.returned', payload: {}, ...of }));
  expect(present()).toBe(participantId);
  const head = store.records.extentOfSession(sessionId).head ?? { seq: 0, hash: '' };
  const told = { participants: 1, ideas: 0, comments: 0, supports: 0, records: 4, head };
  store.transaction(() =>
    recorder.append({ kind: 'session.closed', payload: told, ...of, participantId: null }),
  );
  expect(store.desk.now()).toEqual({ session: null, participant: null });
});

test('a chain that is begun in a transaction that fails is none, in the next one either', () => {
  const store = createStore(openDatabase(':memory:', kioskDatabase));
  const beginAndFail = () =>
    store.transaction(() => {
      store.device.startChain(sessionId);
      expect(store.device.chainId()).toBe(sessionId);
      throw new Error('cut');
    });
  expect(beginAndFail).toThrow('cut');
  expect(store.transaction(store.device.chainId)).toBeNull();
  expect(store.device.chainId()).toBeNull();
  store.transaction(() => store.device.startChain(participantId));
  expect(store.transaction(store.device.chainId)).toBe(participantId);
});
