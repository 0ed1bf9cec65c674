/** Which kiosks are connected, to whichever process. A process that died is forgotten by itself. */
export type PresenceStore = {
  /** In place of what the process told before. It says so again within `PRESENCE_LASTS_MS`, or counts as gone. */
  tell(process: { readonly processId: string; readonly deviceIds: readonly string[] }): Promise<void>;
  /** At every process that told lately. */
  online(): Promise<ReadonlySet<string>>;
};

export const PRESENCE_LASTS_MS = 30_000;
