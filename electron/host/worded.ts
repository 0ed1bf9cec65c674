/** Ideas and comments made ready to be recorded: checked against the consultation, sealed where they must be. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import type { Payload, TargetKind } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { PresentParticipant } from './desk.ts';
import { sealForCity } from './sealing.ts';
import type { ContributionKind } from './store/records.ts';
import type { Store } from './store/store.ts';

type Kind = ContributionKind | 'idea.sealed' | 'comment.sealed';
export type Contribution = { [K in Kind]: { readonly kind: K; readonly payload: Payload<K> } }[Kind];
export type Author = Pick<PresentParticipant, 'publishes' | 'firstName'>;
/** What was written on paper is confirmed by nobody. */
type Said<C extends 'idea:post' | 'comment:post'> = Omit<KioskParsed<C>, 'confirmedBy'> &
  Partial<Pick<KioskParsed<C>, 'confirmedBy'>>;
type By = { readonly author: Author; readonly consultation: ConsultationDocument };

export type Ready = {
  readonly contribution: Contribution;
  /** How it was typed; null for a support. */
  readonly draft: Draft | null;
};

/** Nothing rather than null: a service that is older knows no such key. */
export const asRecorded = <S extends { readonly people: number | null }>({ people, ...said }: S) => ({
  ...said,
  ...(people === null ? {} : { people }),
});

export type Worded = ReturnType<typeof createWorded>;

export function createWorded({ store }: { store: Store }) {
  const isKnown = (
    { targetId, targetKind }: { targetId: string; targetKind: TargetKind },
    consultationId: string,
  ): boolean => {
    const target =
      targetKind === 'idea' ? store.documents.idea(targetId) : store.documents.proposal(targetId);
    return target?.consultationId === consultationId;
  };

  return {
    isKnown,

    async idea({ author, consultation }: By, input: Said<'idea:post'>): Promise<Outcome<Ready>> {
      const { id: consultationId, topics } = consultation;
      if (input.topicId !== null && !topics.some(({ id }) => id === input.topicId))
        return problem('topic-unknown', { field: 'topicId' });
      const said = asRecorded(input);
      const { title, words, ...rest } = said;
      const { language, topicId } = rest;
      const draft = { kind: 'idea', target: null, title, words, topicId, language } as const;
      if (!author.publishes) {
        const payload = { ...rest, consultationId, sealed: await sealForCity(store, { title, words }) };
        return success({ contribution: { kind: 'idea.sealed', payload }, draft });
      }
      return success({ contribution: { kind: 'idea', payload: { ...said, consultationId } }, draft });
    },

    async comment({ author, consultation }: By, input: Said<'comment:post'>): Promise<Outcome<Ready>> {
      const { id: consultationId } = consultation;
      if (!isKnown(input, consultationId)) return problem('target-unknown', { field: 'targetId' });
      const said = asRecorded(input);
      const { words, ...rest } = said;
      const { targetId, targetKind, language } = rest;
      const target = { id: targetId, kind: targetKind };
      const draft = { kind: 'comment', target, title: '', words, topicId: null, language } as const;
      if (!author.publishes) {
        const payload = { ...rest, consultationId, sealed: await sealForCity(store, { title: null, words }) };
        return success({ contribution: { kind: 'comment.sealed', payload }, draft });
      }
      return success({ contribution: { kind: 'comment', payload: { ...said, consultationId } }, draft });
    },
  };
}
