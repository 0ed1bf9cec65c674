/** Ideas, comments and supports of the present participant. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { type Action, allows } from '../../common/domain/consultation.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk, OpenSession, PresentParticipant } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Entry, Recorder } from './recorder.ts';
import type { ContributionKind } from './store/records.ts';
import type { Store } from './store/store.ts';
import type { Ready, Worded } from './worded.ts';

type Posted = Promise<Outcome<{ id: string; code: string }>>;
type Who = {
  readonly session: OpenSession;
  readonly participant: PresentParticipant;
  readonly consultation: ConsultationDocument;
};

/** On one target at one kiosk on one day of self-service. */
const WALK_IN_SUPPORTS = 25;

export type Contributions = ReturnType<typeof createContributions>;

export function createContributions({
  store,
  desk,
  recorder,
  receipts,
  similar,
  drafts,
  lastStep,
  worded,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  similar: SimilarIdeas;
  drafts: Drafts;
  lastStep: LastStep;
  worded: Worded;
}) {
  const who = (): Outcome<Who> => {
    const present = desk.needParticipant();
    if (!present.ok) return present;
    const standing = desk.needOpenConsultation(present.value.session.opening);
    return standing.ok ? success({ ...present.value, ...standing.value }) : standing;
  };

  /** The contribution, the receipt where it is the first, and the end of the draft: all or nothing. */
  const save = async (
    { session, participant, consultation }: Who,
    { contribution, draft }: Ready,
  ): Posted => {
    const { receipt, fresh, keys } = await receipts.prepare(participant.id);
    const of = { sessionId: session.id, mode: session.mode, participantId: participant.id };
    const saved = store.transaction(() => {
      const record = recorder.append({ ...contribution, ...of } as Entry);
      if (fresh) {
        const { codeDigest } = receipt;
        recorder.append({ kind: 'receipt.issued', payload: { codeDigest }, ...of });
        if (keys !== null) {
          const payload = { consultationId: consultation.id, ...keys };
          recorder.append({ kind: 'slip.keyed', payload, ...of });
        }
      }
      if (draft !== null && drafts.load(participant)?.kind === draft.kind) drafts.clear(participant.id);
      return record;
    });
    receipts.remember(receipt);
    const kind = contribution.kind.replace('.sealed', '') as ContributionKind;
    const { codeDigest } = receipt;
    lastStep.remember({ participantId: participant.id, id: saved.id, kind, codeDigest, draft });
    if (contribution.kind === 'idea') similar.indexSoon(saved.id);
    return success({ id: saved.id, code: receipt.code });
  };

  const whoMay = (action: Action): Outcome<Who> => {
    const by = who();
    if (!by.ok) return by;
    return allows(by.value.consultation, action) ? by : problem('action-not-allowed');
  };

  const post = async <I>(
    action: Action,
    ready: (
      by: { author: PresentParticipant; consultation: ConsultationDocument },
      input: I,
    ) => Promise<Outcome<Ready>>,
    input: I,
  ): Posted => {
    const by = whoMay(action);
    if (!by.ok) return by;
    const { participant: author, consultation } = by.value;
    const made = await ready({ author, consultation }, input);
    return made.ok ? save(by.value, made.value) : made;
  };

  return {
    idea: (input: KioskParsed<'idea:post'>): Posted => post('idea', worded.idea, input),
    comment: (input: KioskParsed<'comment:post'>): Posted => post('comment', worded.comment, input),

    async support(input: KioskParsed<'support:post'>): Posted {
      const by = whoMay('support');
      if (!by.ok) return by;
      const { session, participant, consultation } = by.value;
      if (!worded.isKnown(input, consultation.id)) return problem('target-unknown', { field: 'targetId' });
      if (store.records.supportedBy(participant.id).has(input.targetId))
        return problem('already-supported', { field: 'targetId' });
      // Nobody sees who stands there: one visitor could come again and again.
      if (
        session.mode === 'self-service' &&
        store.records.supportsOn({ sessionId: session.id, targetId: input.targetId }) >= WALK_IN_SUPPORTS
      )
        return problem('supports-exhausted');
      const payload = { ...input, consultationId: consultation.id };
      return save(by.value, { contribution: { kind: 'support', payload }, draft: null });
    },
  };
}
