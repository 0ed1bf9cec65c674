/** The host's composition root: a kiosk on a folder that somebody holds, for whichever shell or practice. */
import type { Logger } from 'pino';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { createCards } from './cards.ts';
import { createCarry } from './carry/carry.ts';
import { createSticks } from './carry/sticks.ts';
import { createCatalogue } from './catalogue.ts';
import { type Clock, machineClock } from './clock.ts';
import { createContributions } from './contributions.ts';
import { createCorrections } from './corrections.ts';
import { createDesk } from './desk.ts';
import { diskOf, watchDisk } from './disk.ts';
import { createDispatch, failure } from './dispatch.ts';
import { createDoor } from './door.ts';
import { createDrafts } from './drafts.ts';
import { createFacilitators, type Facilitator, type Facilitators } from './facilitators.ts';
import { createFeedCopy, type FeedCopy } from './feed.ts';
import { createForms } from './forms.ts';
import { createHandlers } from './handlers.ts';
import { createIdeaIndex } from './idea-index.ts';
import { createLastStep } from './last-step.ts';
import { readOperations } from './operations.ts';
import { createParticipants } from './participants.ts';
import { createReceipts } from './receipts.ts';
import { createRecorder } from './recorder.ts';
import { createResumption } from './resumption.ts';
import { eraseAllButPending } from './revocation.ts';
import { createSessionExport } from './session-export/session-export.ts';
import { createSessions } from './sessions.ts';
import { createSlips } from './slips.ts';
import { createSpeech } from './speech.ts';
import { createStatusTeller, kioskStatus } from './status.ts';
import type { DataFolder } from './store/data-folder.ts';
import { createSimilarIdeas } from './store/similar-ideas.ts';
import { createStore, type Store } from './store/store.ts';
import { createSyncClient, type SyncClient, type SyncState } from './sync/client.ts';
import { readReport } from './sync/report.ts';
import { createWelcomes } from './welcomes.ts';
import { createWithdrawals } from './withdrawals.ts';
import { createWorded } from './worded.ts';

export type Kiosk = {
  /**
   * Any call of `kioskCalls` by its name, with input as it came over the boundary. Never rejects: an unknown
   * name, invalid input, the disk and unexpected errors all answer with a problem.
   */
  call(name: string, input: unknown): Promise<Outcome<unknown>>;
  /** Returns how to stop listening. Changes that come close together are told once. */
  onStatus(listener: (status: KioskStatus) => void): () => void;
  /** Exchanges a one-time code of the staff for this kiosk's identity and configuration. */
  enrol(options: { code: string }): Promise<Outcome<{ deviceId: string }>>;
  /** Ends the connection, closes the database and frees the data folder. */
  close(): Promise<void>;
};

export type KioskOptions = {
  /** Created where there is none, readable by its owner only. */
  dataFolder: string;
  /** Such as `https://perron.example.org`; null for a kiosk that never connects. */
  serviceUrl: string | null;
  /** Offered like a USB stick whenever it is there. */
  carryFolder?: string | null;
  /** Whether the shell can print. */
  printing?: boolean;
  log: Logger;
  clock?: Clock;
};

/** The parts that practice needs beside the kiosk itself. */
export function compose(
  folder: DataFolder,
  {
    serviceUrl,
    carryFolder = null,
    printing = false,
    log,
    clock = machineClock,
    practice = null,
  }: Omit<KioskOptions, 'dataFolder'> & {
    /** Of a kiosk to practise on: who began it. */
    practice?: { readonly unlocked: Facilitator | null } | null;
  },
): { kiosk: Kiosk; store: Store; facilitators: Facilitators } {
  const store = createStore(folder.db);
  const similar = createIdeaIndex({ terms: createSimilarIdeas(folder.db), store, log });
  const recorder = createRecorder({ store, clock });
  const facilitators = createFacilitators({ store, clock, log, unlocked: practice?.unlocked ?? null });
  const desk = createDesk({ store, clock, facilitators });
  const slips = createSlips({ store, practice: practice !== null });
  const receipts = createReceipts({
    store,
    slips,
    askService: async (request) => sync?.findReceipt(request) ?? problem('service-unreachable'),
  });
  const drafts = createDrafts({ store });
  const lastStep = createLastStep();
  const cards = createCards({ store, desk, recorder, receipts, drafts, lastStep });
  const sessions = createSessions({ store, desk, recorder, cards });
  const door = createDoor({ desk, sessions });
  const welcomes = createWelcomes({ store, desk, recorder });
  const worded = createWorded({ store });
  const participants = createParticipants({
    store,
    desk,
    recorder,
    receipts,
    drafts,
    lastStep,
    slips,
    door,
    welcomes,
  });
  const resumption = createResumption({ store, desk, door, recorder, receipts, slips });
  const contributions = createContributions({
    store,
    desk,
    recorder,
    receipts,
    similar,
    drafts,
    lastStep,
    worded,
  });
  const forms = createForms({ store, desk, recorder, receipts, similar, welcomes, worded });
  const withdrawals = createWithdrawals({ store, desk, recorder, receipts, similar, drafts, lastStep });
  const corrections = createCorrections({ store, desk, recorder, receipts, similar });
  const catalogue = createCatalogue({ store, desk, similar });

  const underWay = new Set<Promise<unknown>>();
  /** Closing waits for it. */
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const ended = () => void underWay.delete(work);
    work.then(ended, ended);
    return work;
  };

  const { apply, sweep } = createFeedCopy({ store, similar });
  const feedCopy: FeedCopy = { apply, sweep: (last) => tracked(sweep(last)) };
  const revoked = (): void => eraseAllButPending({ store, similar, facilitators, drafts });
  const sticks = createSticks({ carryFolder });
  const carry = createCarry({
    store,
    clock,
    desk,
    feedCopy,
    sticks,
    revoked,
    enrolled: () => sync?.start(),
    log,
  });

  const syncState = (): SyncState =>
    sync?.state() ?? (store.device.enrolment() === null ? 'not-enrolled' : 'offline');
  const disk = watchDisk({ read: () => diskOf(folder.path), changed: () => status.changed() });
  const readStatus = () =>
    kioskStatus({
      practice: practice !== null,
      room: disk.room(),
      printing,
      store,
      desk,
      facilitators,
      sessions,
      cards,
      receipts,
      slips,
      drafts,
      lastStep,
      syncState,
    });
  const status = createStatusTeller({ read: readStatus, log });
  const sync: SyncClient | null =
    serviceUrl === null
      ? null
      : createSyncClient({
          serviceUrl,
          store,
          clock,
          log,
          similar,
          feedCopy,
          readReport: async () => readReport({ store, disk: await diskOf(folder.path) }),
          revoked,
          changed: status.changed,
          reached: status.reached,
        });

  const handlers = createHandlers({
    status: readStatus,
    operations: () => readOperations({ store, clock, desk, dataFolder: folder.path, serviceUrl }),
    facilitators,
    sessions,
    cards,
    participants,
    resumption,
    contributions,
    forms,
    catalogue,
    receipts,
    withdrawals,
    corrections,
    speech: createSpeech(),
    carry,
    sessionExport: createSessionExport({ store, clock, desk, recorder, sticks }),
    enrol: async (input) => (await sync?.enrol(input)) ?? problem('service-unreachable'),
    mayPractise: () => {
      const helped = desk.needFacilitator();
      if (!helped.ok) return helped;
      if (desk.participant()) return problem('session-busy');
      return desk.consultation() === null ? problem('consultation-absent') : success({});
    },
    syncNow: () => sync?.now() ?? problem('service-unreachable'),
  });
  const dispatch = createDispatch({ handlers, log });
  participants.clearWalkIn();
  sync?.start();

  // A consultation opens and closes without anybody touching the kiosk, and so does a day of self-service.
  const everyMinute = (): void => {
    try {
      participants.clearFormerDay();
      sessions.closeFormerDay();
    } catch (error) {
      failure({ error, log, doing: 'close the former day' });
    }
    status.changed();
    sync?.kick();
  };
  const minutely = setInterval(everyMinute, 60_000).unref();

  const kiosk: Kiosk = {
    async call(name, input) {
      const answer = await tracked(dispatch(name, input));
      if (!answer.ok && answer.problem === 'storage-full') await disk.look();
      status.changed();
      sync?.kick();
      return answer;
    },
    onStatus: status.onStatus,
    async enrol({ code }) {
      try {
        return (await (sync && tracked(sync.enrol({ code })))) ?? problem('service-unreachable');
      } catch (error) {
        return failure({ error, log, doing: 'enrol' });
      }
    },
    async close() {
      clearInterval(minutely);
      disk.stop();
      status.stop();
      sync?.close();
      similar.stop();
      await Promise.allSettled(underWay);
      folder.close();
    },
  };
  return { kiosk, store, facilitators };
}
