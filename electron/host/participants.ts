/** The person at the desk: welcomed with consent, gone without a trace on the screen or in a draft. */
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk, OpenSession, PresentParticipant } from './desk.ts';
import type { Door } from './door.ts';
import type { Drafts } from './drafts.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import type { Slips } from './slips.ts';
import type { Store } from './store/store.ts';
import type { Welcomes } from './welcomes.ts';

type Welcome = KioskParsed<'participant:welcome'>;
type Nothing = Record<string, never>;
type Present = { readonly session: OpenSession; readonly participant: PresentParticipant };

export type Participants = ReturnType<typeof createParticipants>;

export function createParticipants({
  store,
  desk,
  recorder,
  receipts,
  drafts,
  lastStep,
  slips,
  door,
  welcomes,
}: {
  store: Store;
  desk: Desk;
  slips: Slips;
  door: Door;
  recorder: Recorder;
  receipts: Receipts;
  drafts: Drafts;
  lastStep: LastStep;
  welcomes: Welcomes;
}) {
  const farewell = ({ session, participant }: Present): void => {
    store.transaction(() => {
      recorder.append({
        kind: 'participant.left',
        payload: {},
        sessionId: session.id,
        mode: session.mode,
        participantId: participant.id,
      });
      drafts.clear(participant.id);
    });
    receipts.forget(participant.id);
    lastStep.forget(participant.id);
    drafts.wipe();
  };

  return {
    /** By a facilitator in an open workshop, or by who walks in and helps themselves. */
    async welcome(welcome: Welcome): Promise<Outcome<{ id: string }>> {
      const entrance = door.open();
      if (!entrance.ok) return entrance;
      const { consultation, enter } = entrance.value;
      const ready = await welcomes.ready(welcome, consultation);
      if (!ready.ok) return ready;
      const slip = slips.make();
      const { participantId: id } = slip;
      store.transaction(() => ready.value.record({ ...enter(), participantId: id }));
      slips.hold(slip, { publishes: ready.value.publishes, consultation });
      return success({ id });
    },

    /** Who was let go by mistake; their code and what they had begun to write are gone. */
    callBack(): Outcome<Nothing> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('participant-present');
      const { id: sessionId, mode } = open.value.session;
      const participantId = store.records.lastToLeave(sessionId);
      if (participantId === null || desk.person(participantId) === null) return problem('not-found');
      store.transaction(() =>
        recorder.append({ kind: 'participant.returned', payload: {}, sessionId, mode, participantId }),
      );
      return success({});
    },

    leave(): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      farewell(present.value);
      return success({});
    },

    /** Who helped themselves is not there any more after a restart, and nothing of theirs may be. */
    clearWalkIn(): void {
      const present = desk.needParticipant();
      if (present.ok && present.value.session.mode === 'self-service') farewell(present.value);
    },

    /** Whom nobody finished helping on a former day, on a kiosk that visitors use today. */
    clearFormerDay(): void {
      const session = desk.session();
      const participant = desk.participant();
      if (session && participant && desk.isLeftOver(session)) farewell({ session, participant });
    },

    saveDraft(draft: Draft): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      drafts.save(present.value.participant, draft);
      return success({});
    },

    loadDraft(): Outcome<{ draft: Draft | null }> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      return success({ draft: drafts.load(present.value.participant) });
    },

    discardDraft(): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      drafts.clear(present.value.participant.id);
      drafts.wipe();
      return success({});
    },
  };
}
