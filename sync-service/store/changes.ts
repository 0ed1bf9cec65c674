/** The word that something may have changed that connected kiosks or staff should hear of, by whichever process. */
export type ChangeStore = {
  /**
   * `onChange` is called after a change of the feed or of the kiosks, sometimes without one, and never in the place of
   * looking: it does not say what changed. A lost word is made good by another one within a minute.
   */
  watch(onChange: () => void): { stop(): Promise<void> };
};
