/** The word that something may have changed that connected kiosks or open staff pages should hear of, by whichever process. */
export type ChangeStore = {
  /**
   * `onChange` is called after a change of the feed or of the kiosks' settings (`kiosks`), or of anything that staff pages are
   * told of (`staff`); sometimes without one, and never in the place of looking: it does not say what changed. A lost word is made
   * good by another one within a minute.
   */
  watch(watcher: Watcher): { stop(): Promise<void> };
};

export type Watcher = { readonly about: 'kiosks' | 'staff'; readonly onChange: () => void };
