/** One file from the service to the reader's disk; leaving the form ends it. */
import { useEffect, useRef, useState } from 'react';
import type { Outcome, Problem } from '../../common/problems.ts';
import { saveFile } from './save-file.ts';

type Fetched = Outcome<{ file: Blob; name: string | null }>;

export function useDownload() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (
    fetchFile: (signal: AbortSignal) => Promise<Fetched>,
    fallbackName: string,
  ): Promise<void> => {
    if (busy) return;
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(null);
    setSaved(null);
    const answer = await fetchFile(controller.signal);
    if (controller.signal.aborted) return;
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    const name = answer.value.name ?? fallbackName;
    saveFile({ file: answer.value.file, name });
    setSaved(name);
  };
  return { busy, failure, saved, start };
}
