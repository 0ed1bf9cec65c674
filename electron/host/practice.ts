/**
 * Practice: a second kiosk beside the real one, in memory alone, with the city's documents and nobody's records. All
 * calls go to it until it ends, so whatever is done there is counted nowhere, sent nowhere and gone afterwards.
 */
import { v4 as uuid } from 'uuid';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { makeKeyPair } from '../../platform/crypto.ts';
import { openDatabase } from '../../platform/sqlite.ts';
import type { Kiosk } from './compose.ts';
import type { DataFolder } from './store/data-folder.ts';
import { kioskDatabase } from './store/schema.ts';
import { createStore, type Store } from './store/store.ts';

/** A kiosk that was left practising is there for the next visitor. */
const LEFT_ALONE_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** In memory; `path` is that of the real folder, whose disk the operations tell about. */
export function practiceFolder({ from, path, now }: { from: Store; path: string; now: number }): DataFolder {
  const db = openDatabase(':memory:', kioskDatabase);
  const store = createStore(db);
  const enrolment = from.device.enrolment();
  const anchor = from.device.anchor();
  store.transaction(() => {
    store.device.saveKey(makeKeyPair());
    store.device.startChain(uuid());
    if (enrolment) {
      const { transportKey, personalDataKeys, ...rest } = enrolment;
      store.device.saveEnrolment({
        ...rest,
        personalDataKeys: [...personalDataKeys],
        ...(transportKey === null ? {} : { transportKey }),
      });
    }
    if (anchor) store.device.saveAnchor(anchor);
    for (const entry of from.documents.entries()) {
      // People are trained before the first day.
      if (entry.kind === 'consultation' && entry.document !== null) {
        const { opensAt, closesAt } = entry.document;
        const open = { opensAt: Math.min(opensAt, now - DAY_MS), closesAt: Math.max(closesAt, now + DAY_MS) };
        store.documents.applyEntry({
          entry: { ...entry, document: { ...entry.document, ...open } },
          generation: 0,
        });
      } else store.documents.applyEntry({ entry, generation: 0 });
    }
  });
  return { path, db, close: () => db.close() };
}

/** What concerns the real kiosk, which nobody has before them now. */
const NOT_HERE = /^(carry:|kiosk:enrol$|sync:)/;

/** `real`, or the kiosk that `rehearse` opens, whichever is before the people. */
export function withPractice({ real, rehearse }: { real: Kiosk; rehearse: () => Kiosk }): Kiosk {
  const listeners = new Set<(status: KioskStatus) => void>();
  const tell = (status: KioskStatus): void => {
    for (const listener of listeners) listener(status);
  };
  let room: { readonly kiosk: Kiosk; readonly stop: () => void } | null = null;
  let leftAlone: NodeJS.Timeout | undefined;

  const tellOf = async (kiosk: Kiosk): Promise<void> => {
    const status = (await kiosk.call('kiosk:status', {})) as Outcome<KioskStatus>;
    if (status.ok) tell(status.value);
  };
  const end = async (): Promise<Outcome<Record<string, never>>> => {
    clearTimeout(leftAlone);
    const ended = room;
    room = null;
    if (ended === null) return success({});
    ended.stop();
    await ended.kiosk.close();
    await tellOf(real);
    return success({});
  };
  const begin = async (): Promise<Outcome<unknown>> => {
    if (room !== null) return success({});
    const allowed = await real.call('practice:start', {});
    if (!allowed.ok || room !== null) return allowed;
    const kiosk = rehearse();
    room = { kiosk, stop: kiosk.onStatus(tell) };
    await tellOf(kiosk);
    return success({});
  };
  const stopReal = real.onStatus((status) => {
    if (room === null) tell(status);
  });

  return {
    call(name, input) {
      if (room !== null) {
        clearTimeout(leftAlone);
        leftAlone = setTimeout(end, LEFT_ALONE_MS).unref();
      }
      if (name === 'practice:start') return begin();
      if (name === 'practice:end') return end();
      if (room === null) return real.call(name, input);
      return NOT_HERE.test(name) ? Promise.resolve(problem('practising')) : room.kiosk.call(name, input);
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    enrol: real.enrol,
    async close() {
      await end();
      stopReal();
      await real.close();
    },
  };
}
