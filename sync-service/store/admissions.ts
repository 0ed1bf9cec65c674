/** Staff say of corrections whether they were said before the end: a log in which the last entry counts. */
import type { Admission } from '../../common/domain/revisions.ts';
import type { Revision } from './corrections.ts';
import type { ByStaff } from './moderation.ts';

/** Of the log. */
export type AdmissionEntry = ByStaff & {
  readonly turn: string;
  readonly contributionId: string;
  readonly revision: string;
  readonly admission: Admission | null;
  readonly was: Admission | null;
};
export type DoneAdmission = Pick<AdmissionEntry, 'contributionId' | 'revision' | 'admission' | 'was'> & {
  readonly ordinal: number;
};

export const ADMISSION_ACTION = {
  admitted: 'contribution.words-admitted',
  'kept-out': 'contribution.words-kept-out',
} as const satisfies { readonly [A in Admission]: string };

/** Of a contribution's revisions, the one that staff can say so of; null where there is none. */
export const doubtfulOne = (revision: string, revisions: readonly Revision[]): Revision | null =>
  revisions.find(({ id, timing }) => id === revision && timing === 'doubtful') ?? null;
