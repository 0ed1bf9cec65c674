/** Decisions about contributions, and how the last of them is undone. */
import { useState } from 'react';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import type { ModerationDecision, RefusalReason } from '../../common/domain/city-decisions.ts';
import type { Outcome, Problem } from '../../common/problems.ts';
import { useStaff } from './StaffContext.tsx';

export type Decided =
  | ({ readonly what: ModerationDecision } & StaffOutput<'moderate'>)
  | ({ readonly what: 'merged' } & StaffOutput<'mergeContributions'>)
  | ({ readonly what: 'apart' } & StaffOutput<'mergeContributions'>)
  | ({ readonly what: 'admitted' } & StaffOutput<'admitWords'>)
  | ({ readonly what: 'kept-out' } & StaffOutput<'admitWords'>)
  | ({ readonly what: 'undone' } & StaffOutput<'undoModeration'>);

export type Decide = (request: {
  readonly ids: readonly string[];
  readonly decision: ModerationDecision;
  readonly reason?: RefusalReason;
  readonly note?: string;
}) => Promise<boolean>;

export function useDecisions({ onDecided }: { onDecided: () => void }) {
  const { api } = useStaff();
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<Decided | null>(null);
  const [failure, setFailure] = useState<Problem | null>(null);

  const ask = async <T>(question: Promise<Outcome<T>>, decided: (value: T) => Decided): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    const outcome = await question;
    setBusy(false);
    if (outcome.ok) setLast(decided(outcome.value));
    else setFailure(outcome);
    // Also after a failure: somebody else may have been faster.
    onDecided();
    return outcome.ok;
  };
  const decide: Decide = async ({ ids, decision, reason, note }) =>
    busy
      ? false
      : ask(
          api.call('moderate', { ids: [...ids], decision, reason: reason ?? null, note: note ?? '' }),
          (value) => ({ what: decision, ...value }),
        );
  const merge = async (merging: { readonly id: string; readonly into: string | null }): Promise<boolean> =>
    busy
      ? false
      : ask(api.call('mergeContributions', merging), (value) => ({
          what: merging.into === null ? 'apart' : 'merged',
          ...value,
        }));
  const admit = async (admitting: StaffParsed<'admitWords'>): Promise<boolean> =>
    busy
      ? false
      : ask(api.call('admitWords', admitting), (value) => ({ what: admitting.admission, ...value }));
  const undo = async (turn: string): Promise<boolean> =>
    busy ? false : ask(api.call('undoModeration', { turn }), (value) => ({ what: 'undone', ...value }));

  return { busy, last, failure, decide, merge, admit, undo };
}
