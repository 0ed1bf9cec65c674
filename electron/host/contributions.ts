/** Ideas, comments and supports of the present participant. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { Draft, KioskParsed } from '../../common/contract/kiosk-api.ts';
import type { Payload, TargetKind } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk, OpenSession, PresentParticipant } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Entry, Recorder } from './recorder.ts';
import { sealForCity } from './sealing.ts';
import type { ContributionKind } from './store/records.ts';
import type { Store } from './store/store.ts';

type Posted = Promise<Outcome<{ id: string; code: string }>>;
type Who = {
  readonly session: OpenSession;
  readonly participant: PresentParticipant;
  readonly consultation: ConsultationDocument;
};
type Kind = ContributionKind | 'idea.sealed' | 'comment.sealed';
type Contribution = { [K in Kind]: { readonly kind: K; readonly payload: Payload<K> } }[Kind];

/** On one target at one kiosk on one day of self-service. */
const WALK_IN_SUPPORTS = 25;

const authorOf = ({ participant: { firstName } }: Who): { author?: string } =>
  firstName === null ? {} : { author: firstName };

export type Contributions = ReturnType<typeof createContributions>;

export function createContributions({
  store,
  desk,
  recorder,
  receipts,
  similar,
  drafts,
  lastStep,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  similar: SimilarIdeas;
  drafts: Drafts;
  lastStep: LastStep;
}) {
  const who = (): Outcome<Who> => {
    const present = desk.needParticipant();
    if (!present.ok) return present;
    const standing = desk.needOpenConsultation(present.value.session.opening);
    return standing.ok ? success({ ...present.value, ...standing.value }) : standing;
  };

  const isKnown = ({ targetId, targetKind }: { targetId: string; targetKind: TargetKind }, by: Who) => {
    const target =
      targetKind === 'idea' ? store.documents.idea(targetId) : store.documents.proposal(targetId);
    return target?.consultationId === by.consultation.id;
  };

  /** The contribution, the receipt where it is the first, and what this kiosk shows of it: all or nothing. */
  const save = async (
    { session, participant }: Who,
    contribution: Contribution,
    draft: Draft | null,
    show: (saved: { id: string; at: number }) => void,
  ): Posted => {
    const { receipt, fresh } = await receipts.prepare(participant.id);
    const of = { sessionId: session.id, mode: session.mode, participantId: participant.id };
    const saved = store.transaction(() => {
      const record = recorder.append({ ...contribution, ...of } as Entry);
      if (fresh) {
        const { codeDigest } = receipt;
        recorder.append({ kind: 'receipt.issued', payload: { codeDigest }, ...of });
      }
      show(record);
      return record;
    });
    receipts.remember(receipt);
    const kind = contribution.kind.replace('.sealed', '') as ContributionKind;
    const { codeDigest } = receipt;
    lastStep.remember({ participantId: participant.id, id: saved.id, kind, codeDigest, draft });
    if (contribution.kind === 'idea') similar.indexSoon(saved.id);
    return success({ id: saved.id, code: receipt.code });
  };

  const clearDraft = (by: Who, kind: 'idea' | 'comment'): void => {
    if (drafts.load(by.participant)?.kind === kind) drafts.clear(by.participant.id);
  };

  return {
    async idea(input: KioskParsed<'idea:post'>): Posted {
      const by = who();
      if (!by.ok) return by;
      const { id: consultationId, topics } = by.value.consultation;
      if (input.topicId !== null && !topics.some(({ id }) => id === input.topicId))
        return problem('topic-unknown', { field: 'topicId' });
      const { title, words, ...rest } = input;
      const { language, topicId } = rest;
      const draft = { kind: 'idea', target: null, title, words, topicId, language } as const;
      if (!by.value.participant.publishes) {
        const payload = { ...rest, consultationId, sealed: await sealForCity(store, { title, words }) };
        return save(by.value, { kind: 'idea.sealed', payload }, draft, () => clearDraft(by.value, 'idea'));
      }
      const author = authorOf(by.value);
      const contribution = { kind: 'idea', payload: { ...input, consultationId } } as const;
      return save(by.value, contribution, draft, ({ id, at }) => {
        const counts = { supports: 0, comments: 0 };
        const shown = { id, consultationId, topicId, title, words, language, at, ...counts, ...author };
        store.documents.addOwn('idea', shown);
        clearDraft(by.value, 'idea');
      });
    },

    async comment(input: KioskParsed<'comment:post'>): Posted {
      const by = who();
      if (!by.ok) return by;
      if (!isKnown(input, by.value)) return problem('target-unknown', { field: 'targetId' });
      const { id: consultationId } = by.value.consultation;
      const { words, ...rest } = input;
      const { targetId, targetKind, language } = rest;
      const target = { id: targetId, kind: targetKind };
      const draft = { kind: 'comment', target, title: '', words, topicId: null, language } as const;
      if (!by.value.participant.publishes) {
        const payload = { ...rest, consultationId, sealed: await sealForCity(store, { title: null, words }) };
        return save(by.value, { kind: 'comment.sealed', payload }, draft, () =>
          clearDraft(by.value, 'comment'),
        );
      }
      const contribution = { kind: 'comment', payload: { ...input, consultationId } } as const;
      return save(by.value, contribution, draft, ({ id, at }) => {
        const shown = {
          id,
          consultationId,
          targetId,
          targetKind,
          words,
          language,
          at,
          ...authorOf(by.value),
        };
        store.documents.addOwn('comment', shown);
        clearDraft(by.value, 'comment');
      });
    },

    async support(input: KioskParsed<'support:post'>): Posted {
      const by = who();
      if (!by.ok) return by;
      if (!isKnown(input, by.value)) return problem('target-unknown', { field: 'targetId' });
      if (store.records.supportedBy(by.value.participant.id).has(input.targetId))
        return problem('already-supported', { field: 'targetId' });
      const { session } = by.value;
      // Nobody sees who stands there: one visitor could come again and again.
      if (
        session.mode === 'self-service' &&
        store.records.supportsOn({ sessionId: session.id, targetId: input.targetId }) >= WALK_IN_SUPPORTS
      )
        return problem('supports-exhausted');
      const payload = { ...input, consultationId: by.value.consultation.id };
      return save(by.value, { kind: 'support', payload }, null, () => {});
    },
  };
}
