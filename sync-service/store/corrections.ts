/** Corrections as both databases keep them, and what stands of a contribution because of them. */
import { payloadText } from '../../common/domain/record-lines.ts';
import type { Confirmer, Payload, TargetKind } from '../../common/domain/records.ts';
import { type RevisionPlace, standingOf } from '../../common/domain/revisions.ts';
import { REVISION } from './published.ts';

export type RevisionWords = {
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  readonly authorship: string | null;
  /** Of how many people a group is. */
  readonly people: number | null;
  readonly confirmedBy: Confirmer | null;
};

export type CorrectionRow = RevisionWords & {
  readonly id: string;
  readonly replaces: string;
  readonly recordedAt: number;
  /** Staff have said that another one is meant. */
  readonly dismissed: 0 | 1;
};

/** A contribution that may have been corrected: its row, and the body of its own record. */
export type CorrectedRow = {
  readonly id: string;
  readonly kind: 'idea' | 'comment';
  readonly body: string | null;
  readonly recordedAt: number;
};

/** The same with what decides about it now. */
export type PresentRow = CorrectedRow & {
  readonly revision: string | null;
  readonly targetId: string | null;
  readonly targetKind: TargetKind | null;
  readonly publishable: 0 | 1;
};

/** Once its own record has words no more, only those of corrections are left. */
export function firstWords({ kind, body }: CorrectedRow): RevisionWords | null {
  if (body === null || body === '') return null;
  const payload = JSON.parse(payloadText(body)) as Payload<'idea' | 'comment'>;
  const { words, language, authorship, people = null, confirmedBy = null } = payload;
  const title = kind === 'idea' ? (payload as Payload<'idea'>).title : null;
  return { title, words, language, authorship, people, confirmedBy };
}

export type Settled = {
  /** Null for the first words. */
  readonly revision: string | null;
  readonly contested: boolean;
  /** Null where there are none any more. */
  readonly words: RevisionWords | null;
};

export function settle(contribution: CorrectedRow, corrections: readonly CorrectionRow[]): Settled {
  const { revision, rivals } = standingOf(
    contribution.id,
    corrections.filter(({ dismissed }) => dismissed === 0),
  );
  const correction = corrections.find(({ id }) => id === revision) ?? null;
  const words = correction ?? firstWords(contribution);
  return {
    revision: correction?.id ?? null,
    contested: rivals.length > 0,
    // An idea has a title, also where a kiosk left it out of a correction.
    words: words && {
      ...words,
      title: contribution.kind === 'idea' ? (words.title ?? firstWords(contribution)?.title ?? '') : null,
    },
  };
}

export type Revision = RevisionWords & {
  readonly id: string;
  readonly place: RevisionPlace;
  readonly recordedAt: number;
};

/** Where the words of a revision are covered, nobody reads them here. */
export const coveredIn = (
  revisions: readonly Revision[],
  masks: readonly { readonly id: string; readonly title: string | null; readonly words: string }[],
): readonly Revision[] =>
  revisions.map((revision) => ({ ...revision, ...masks.find(({ id }) => id === revision.id) }));

/** Puts the covered words of the revision that stands in the place of those that were said. */
export const REMASK = `UPDATE contributions AS c SET title = m.title, words = m.words FROM masks AS m
  WHERE m.contribution_id = c.id AND m.revision = ${REVISION} AND c.id =`;

/** All that its author has said, the oldest first; nothing where it was said once. */
export function revisionsOf(
  contribution: CorrectedRow,
  corrections: readonly CorrectionRow[],
): readonly Revision[] {
  if (corrections.length === 0) return [];
  const { revision, earlier, rivals } = standingOf(
    contribution.id,
    corrections.filter(({ dismissed }) => dismissed === 0),
  );
  const placeOf = (id: string, dismissed: 0 | 1): RevisionPlace => {
    if (id === revision) return 'standing';
    if (earlier.includes(id)) return 'earlier';
    if (rivals.includes(id)) return 'rival';
    return dismissed === 1 ? 'dismissed' : 'waiting';
  };
  const { id, recordedAt } = contribution;
  const first = firstWords(contribution);
  const said = corrections.map(({ replaces: _, dismissed, ...correction }) => ({
    ...correction,
    place: placeOf(correction.id, dismissed),
  }));
  const all = first === null ? said : [{ ...first, id, recordedAt, place: placeOf(id, 0) }, ...said];
  return all.toSorted((a, b) => a.recordedAt - b.recordedAt);
}
