/**
 * What was posted last, as long as its author is at the desk, so that a slip of the hand can be undone: in memory only,
 * with words that are sealed on the disk already.
 */
import type { Draft } from '../../common/contract/kiosk/contributions.ts';
import type { ContributionKind } from './store/records.ts';

export type Step = {
  readonly participantId: string;
  readonly id: string;
  readonly kind: ContributionKind;
  readonly codeDigest: string;
  /** As it was before it was posted; a support has none. */
  readonly draft: Draft | null;
};

export type LastStep = ReturnType<typeof createLastStep>;

export function createLastStep() {
  const steps = new Map<string, Step>();
  return {
    remember: (step: Step): void => void steps.set(step.participantId, step),
    of: (participantId: string): Step | null => steps.get(participantId) ?? null,
    forget: (participantId: string): void => void steps.delete(participantId),
  };
}
