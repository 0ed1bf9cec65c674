/** One save at a time, and why it did not succeed. */
import { useState } from 'react';
import type { Outcome, Problem } from '../../common/problems.ts';

export function useSave({ onSaved }: { onSaved: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const save = async (ask: () => Promise<Outcome<unknown>>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await ask();
    setBusy(false);
    if (outcome.ok) onSaved();
    else setFailure(outcome);
  };
  return { busy, failure, save };
}
