/** The command line as an operator runs it: a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type AdminRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export const runAdmin = ({
  words,
  dataFolder,
  input = '',
  storeUrl = null,
}: {
  readonly words: readonly string[];
  readonly dataFolder: string;
  readonly input?: string;
  /** Null for SQLite. */
  readonly storeUrl?: string | null;
}): Promise<AdminRun> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'admin.ts'), ...words], {
      env: { ...process.env, PERRON_DATA: dataFolder, ...(storeUrl !== null && { STORE: storeUrl }) },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (bytes) => {
      stdout += bytes;
    });
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
    });
    child.stdin.end(input);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
