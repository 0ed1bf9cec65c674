/** One file from the service to the reader's disk: how far it has come, and an end to it on request. */
import { useEffect, useRef, useState } from 'react';
import type { StaffOutput } from '../../common/contract/staff-api.ts';
import type { NotedExport } from '../../common/domain/platform-export.ts';
import type { Outcome, Problem } from '../../common/problems.ts';
import type { ExportedFile } from './api.ts';
import { useStaff } from './StaffContext.tsx';
import { saveFile } from './save-file.ts';

const ASK_MS = 500;

export type Progress = StaffOutput<'exportProgress'>;
type Fetching = { readonly signal: AbortSignal; readonly onStarted: (id: string) => void };

export type Download = {
  readonly busy: boolean;
  /** Null as long as nothing is known of it. */
  readonly progress: Progress | null;
  readonly failure: Problem | null;
  readonly saved: {
    readonly name: string;
    readonly rows: number | null;
    readonly notes: readonly NotedExport[];
  } | null;
  /** Somebody put an end to it. */
  readonly stopped: boolean;
};
const IDLE: Download = { busy: false, progress: null, failure: null, saved: null, stopped: false };

export function useDownload() {
  const { api } = useStaff();
  const [download, setDownload] = useState<Download>(IDLE);
  const running = useRef<AbortController | null>(null);
  // Leaving the form ends it, too.
  useEffect(() => () => running.current?.abort(), []);

  const follow = async (id: string, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const answer = await api.call('exportProgress', { id });
      if (signal.aborted || !answer.ok) return;
      setDownload((before) => (before.busy ? { ...before, progress: answer.value } : before));
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    }
  };

  const start = async (
    fetchFile: (fetching: Fetching) => Promise<Outcome<ExportedFile>>,
    fallbackName: string,
  ): Promise<void> => {
    if (download.busy) return;
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setDownload({ ...IDLE, busy: true });
    let id = '';
    const onStarted = (started: string): void => {
      id = started;
      void follow(id, signal);
    };
    const answer = await fetchFile({ signal, onStarted });
    if (signal.aborted) return;
    // No progress is asked for any more.
    controller.abort();
    if (!answer.ok) return setDownload({ ...IDLE, failure: answer });
    const { file, rows } = answer.value;
    const name = answer.value.name ?? fallbackName;
    saveFile({ file, name });
    // The file is whole; should its notes not come, the list of exports has them.
    const taken = await api.call('showExport', { id });
    const notes = taken.ok ? (taken.value.file?.notes ?? []) : [];
    setDownload({ ...IDLE, saved: { name, rows, notes } });
  };

  const stop = (): void => {
    running.current?.abort();
    setDownload({ ...IDLE, stopped: true });
  };

  return { ...download, start, stop };
}
