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
import type { Postgres } from './database.ts';

/** "Join" in ASCII: who joins or undoes reads what others joined before, so that no two ideas are joined with each other. */
const MERGE_LOCK = 0x4a6f696e;

export type MergeTable = ReturnType<typeof mergeTable>;

/** Within the transaction of whoever asks. */
export function mergeTable(db: Postgres) {
  const log = auditLog(db);
  const hold = () => db.run('SELECT pg_advisory_xact_lock($1)', MERGE_LOCK);
  const find = async (id: string | null): Promise<Mergeable | null> =>
    id === null ? null : db.one<Mergeable>(`${MERGEABLE} AND c.id = $1 FOR UPDATE OF c`, id);

  /** With those it was and is joined with, and what is said to it. */
  const touch = async (id: string, with_: readonly (string | null)[], touched: Touched): Promise<void> => {
    const said = await db.rows<{ id: string }>(
      `SELECT id FROM contributions WHERE target_id = $1 AND target_kind = 'idea' AND state = 'published'`,
      id,
    );
    for (const other of [id, ...with_, ...said.map((one) => one.id)])
      if (other !== null) touched.contributions.add(other);
  };
  const set = (id: string, into: string | null) =>
    db.run('UPDATE contributions SET merged_into = $1 WHERE id = $2', into, id);
  const take = async (
    { turn, at, accountId, contributionId, revision, into, was }: Step & ByStaff & { readonly turn: string },
    action: string,
    touched: Touched,
  ): Promise<void> => {
    await db.run(
      `INSERT INTO merges (turn, contribution_id, revision, into_id, was, at, account_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      turn,
      contributionId,
      revision,
      into,
      was,
      at,
      accountId,
    );
    await set(contributionId, into);
    await log({ at, accountId, action, subject: contributionId, detail: into ?? '' });
    await touch(contributionId, [into, was], touched);
  };

  return {
    /** Null where one of them is not here. */
    async merge(
      { id, into, turn, at, accountId }: Merge,
      touched: Touched,
    ): Promise<'merged' | 'unlike' | null> {
      await hold();
      const moved = await find(id);
      if (moved === null) return null;
      const named = await find(into);
      const kept = (await find(named?.joinedWith ?? null)) ?? named;
      if (into !== null && kept === null) return null;
      const followers = await db.rows<Mergeable>(
        `${MERGEABLE} AND c.merged_into = $1 ORDER BY c.ordinal`,
        id,
      );
      const steps = kept === null ? stepsApart(moved) : stepsToMerge({ one: moved, kept, followers });
      for (const step of steps ?? [])
        await take(
          { ...step, turn, at, accountId },
          step.into === null ? 'contribution.taken-apart' : 'contribution.merged',
          touched,
        );
      return steps === null ? 'unlike' : 'merged';
    },
    /** The last of the turn first. */
    async undo(
      { turn, undoTurn, at, accountId }: ByStaff & { readonly turn: string; readonly undoTurn: string },
      touched: Touched,
    ): Promise<{ readonly decided: number; readonly undone: number }> {
      await hold();
      const all = await db.rows<DoneStep>(
        `SELECT ordinal, contribution_id AS "contributionId", revision, into_id AS "into", was FROM merges
         WHERE turn = $1 ORDER BY ordinal DESC`,
        turn,
      );
      let undone = 0;
      for (const done of all) {
        const { contributionId, was } = done;
        const last = await db.one<{ ordinal: number }>(
          'SELECT max(ordinal) AS ordinal FROM merges WHERE contribution_id = $1',
          contributionId,
        );
        const found = {
          present: await find(contributionId),
          before: await find(was),
          latest: last?.ordinal ?? 0,
        };
        const step = stepBack({ done, ...found });
        if (step === null) continue;
        await take({ ...step, turn: undoTurn, at, accountId }, 'contribution.decision-undone', touched);
        undone += 1;
      }
      return { decided: all.length, undone };
    },
    /** Its author said it in other words: nobody has found those alike. */
    async loosen(id: string, touched: Touched): Promise<void> {
      const row = await db.one<{ kept: string | null }>(
        'SELECT merged_into AS kept FROM contributions WHERE id = $1',
        id,
      );
      const kept = row?.kept ?? null;
      if (kept === null) return;
      await set(id, null);
      await touch(id, [kept], touched);
    },
  };
}
