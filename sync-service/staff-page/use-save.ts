/** One call at a time of a form or a list, and why it did not succeed. */
import { useState } from 'react';
import type { Outcome, Problem } from '../../common/problems.ts';

export function useSave() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const save = async <T>(ask: () => Promise<Outcome<T>>, onSaved: (value: T) => void): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await ask();
    setBusy(false);
    if (outcome.ok) onSaved(outcome.value);
    else setFailure(outcome);
  };
  return { busy, failure, save };
}
