import type { Sqlite } from '../../../platform/sqlite.ts';
import {
  type DoneStep,
  MERGEABLE,
  type Mergeable,
  type Step,
  stepBack,
  stepsApart,
  stepsToMerge,
} from '../merges.ts';
import type { ByStaff, Merge } from '../moderation.ts';
import type { Touched } from '../published.ts';
import { auditLog } from './audit-log.ts';

export type MergeTable = ReturnType<typeof mergeTable>;

/** Synchronous, within the transaction of whoever asks. */
export function mergeTable(db: Sqlite) {
  const one = db.prepare<[string], Mergeable>(`${MERGEABLE} AND c.id = ?`);
  const followersOf = db.prepare<[string], Mergeable>(
    `${MERGEABLE} AND c.merged_into = ? ORDER BY c.ordinal`,
  );
  const append = db.prepare<[Step & ByStaff & { turn: string }]>(
    `INSERT INTO merges (turn, contribution_id, revision, into_id, was, at, account_id)
     VALUES (@turn, @contributionId, @revision, @into, @was, @at, @accountId)`,
  );
  const set = db.prepare('UPDATE contributions SET merged_into = ? WHERE id = ?');
  const ofTurn = db.prepare<[string], DoneStep>(
    `SELECT ordinal, contribution_id AS contributionId, revision, into_id AS "into", was FROM merges WHERE turn = ?
     ORDER BY ordinal DESC`,
  );
  const latest = db
    .prepare<[string], number>('SELECT max(ordinal) FROM merges WHERE contribution_id = ?')
    .pluck();
  const saidTo = db
    .prepare<[string], string>(
      `SELECT id FROM contributions WHERE target_id = ? AND target_kind = 'idea' AND state = 'published'`,
    )
    .pluck();
  const mergedInto = db
    .prepare<[string], string | null>('SELECT merged_into FROM contributions WHERE id = ?')
    .pluck();
  const log = auditLog(db);

  const find = (id: string | null): Mergeable | null => (id === null ? null : (one.get(id) ?? null));
  /** With those it was and is joined with, and what is said to it. */
  const touch = (id: string, with_: readonly (string | null)[], touched: Touched): void => {
    for (const other of [id, ...with_, ...saidTo.all(id)])
      if (other !== null) touched.contributions.add(other);
  };
  const take = (
    { turn, at, accountId, ...step }: Step & ByStaff & { readonly turn: string },
    action: string,
    touched: Touched,
  ): void => {
    const { contributionId, into, was } = step;
    append.run({ ...step, turn, at, accountId });
    set.run(into, contributionId);
    log({ at, accountId, action, subject: contributionId, detail: into ?? '' });
    touch(contributionId, [into, was], touched);
  };

  return {
    /** Null where one of them is not here. */
    merge({ id, into, turn, at, accountId }: Merge, touched: Touched): 'merged' | 'unlike' | null {
      const moved = find(id);
      if (moved === null) return null;
      const named = find(into);
      const kept = find(named?.joinedWith ?? null) ?? named;
      if (into !== null && kept === null) return null;
      const steps =
        kept === null
          ? stepsApart(moved)
          : stepsToMerge({ one: moved, kept, followers: followersOf.all(id) });
      for (const step of steps ?? [])
        take(
          { ...step, turn, at, accountId },
          step.into === null ? 'contribution.taken-apart' : 'contribution.merged',
          touched,
        );
      return steps === null ? 'unlike' : 'merged';
    },
    /** The last of the turn first. */
    undo(
      { turn, undoTurn, at, accountId }: ByStaff & { readonly turn: string; readonly undoTurn: string },
      touched: Touched,
    ): { readonly decided: number; readonly undone: number } {
      const all = ofTurn.all(turn);
      let undone = 0;
      for (const done of all) {
        const { contributionId, was } = done;
        const found = {
          present: find(contributionId),
          before: find(was),
          latest: latest.get(contributionId) ?? 0,
        };
        const step = stepBack({ done, ...found });
        if (step === null) continue;
        take({ ...step, turn: undoTurn, at, accountId }, 'contribution.decision-undone', touched);
        undone += 1;
      }
      return { decided: all.length, undone };
    },
    /** Its author said it in other words: nobody has found those alike. */
    loosen(id: string, touched: Touched): void {
      const kept = mergedInto.get(id) ?? null;
      if (kept === null) return;
      set.run(null, id);
      touch(id, [kept], touched);
    },
  };
}
