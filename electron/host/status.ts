/** The whole of what the screens show at all times, and its telling whenever it changes. */
import type { Logger } from 'pino';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { Cards } from './cards.ts';
import type { Desk } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { Facilitators } from './facilitators.ts';
import type { LastStep } from './last-step.ts';
import { oldestPendingAt } from './operations.ts';
import type { Receipts } from './receipts.ts';
import { canSeal } from './sealing.ts';
import type { Sessions } from './sessions.ts';
import type { Slips } from './slips.ts';
import type { Store } from './store/store.ts';

/** Told at most once in this time: a push of thousands of records is many small changes. */
const APART_MS = 50;

const FULL_VOLUME = 100;

type Parts = {
  practice: boolean;
  room: KioskStatus['room'];
  printing: boolean;
  store: Store;
  desk: Desk;
  facilitators: Facilitators;
  sessions: Sessions;
  cards: Cards;
  receipts: Receipts;
  slips: Slips;
  drafts: Drafts;
  lastStep: LastStep;
  syncState: () => KioskStatus['sync']['state'];
};

export function kioskStatus({
  practice,
  room,
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
}: Parts): KioskStatus {
  const configuration = desk.configuration();
  const consultation = desk.consultation();
  const session = desk.session();
  const participant = desk.participant();
  const tally = participant && store.records.tallyOfParticipant(participant.id);
  const { workshopId } = session?.opening ?? { workshopId: null };
  /** There is nothing to find behind a slip before the code is recorded. */
  const onPaper = (participantId: string) => {
    const code = receipts.codeOf(participantId);
    const slip = slips.of(participantId);
    return { code, slip: slip !== null && slip.code === code ? slip.text : null };
  };
  return {
    kiosk: configuration ? { name: configuration.name, place: configuration.place } : null,
    languages: configuration?.languages ?? [],
    selfService: desk.selfService(),
    closedUntil: desk.closedUntil(),
    volume: configuration?.volume ?? FULL_VOLUME,
    helper: configuration?.helper ?? null,
    sealing: canSeal(store),
    printing,
    practice,
    room,
    consultation: consultation && { ...consultation, state: desk.stateOf(consultation) },
    sync: {
      state: syncState(),
      ...store.outbox.counts(),
      lastAcknowledgedAt: store.outbox.lastAcknowledgedAt(),
      oldestPendingAt: oldestPendingAt(store),
    },
    facilitator: facilitators.current(),
    pinQuestion: facilitators.question(),
    session: session && {
      id: session.id,
      openedAt: session.openedAt,
      mode: session.mode,
      workshop: workshopId === null ? null : store.documents.event(workshopId),
      counts: sessions.counts(session.id),
      setAside: cards.list(),
      canCallBack: participant === null && store.records.lastToLeave(session.id) !== null,
    },
    participant:
      participant && tally
        ? {
            id: participant.id,
            language: participant.language,
            publishes: participant.publishes,
            ideas: tally.idea,
            comments: tally.comment,
            supports: tally.support,
            hasDraft: drafts.load(participant) !== null,
            ...onPaper(participant.id),
            undoable: lastStep.of(participant.id)?.kind ?? null,
          }
        : null,
  };
}

export type StatusTeller = {
  onStatus(listener: (status: KioskStatus) => void): () => void;
  /** Something may have changed: told at once where nothing was told just before. */
  changed(): void;
  /** What people wait for has come: told now. */
  reached(): void;
  stop(): void;
};

export function createStatusTeller({ read, log }: { read: () => KioskStatus; log: Logger }): StatusTeller {
  const listeners = new Set<(status: KioskStatus) => void>();
  let timer: NodeJS.Timeout | null = null;
  let told = '';
  let toldAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const tell = (): void => {
    timer = null;
    toldAt = performance.now();
    try {
      const status = read();
      const text = JSON.stringify(status);
      if (text === told) return;
      told = text;
      for (const listener of listeners) listener(status);
    } catch (error) {
      log.error({ err: error }, 'the status could not be told');
    }
  };

  return {
    onStatus(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    changed() {
      if (!stopped) timer ??= setTimeout(tell, Math.max(toldAt + APART_MS - performance.now(), 0));
    },
    reached() {
      if (timer) clearTimeout(timer);
      if (!stopped) tell();
    },
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      listeners.clear();
    },
  };
}
