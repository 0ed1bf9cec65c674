/** Whoever looks at what people see, or changes it, finds all that was acknowledged before: the one place that says so. */
import type { Store } from './store.ts';

type Method = (...given: unknown[]) => Promise<unknown>;

export function settling(store: Store): Store {
  const { settle } = store.projection;
  /** Of a noun, or of the named methods of one. */
  const settled = <Noun extends object>(noun: Noun, ...only: readonly (keyof Noun & string)[]): Noun => {
    const first = Object.entries(noun as Record<string, Method>).map(([name, method]) => [
      name,
      only.length > 0 && !only.some((one) => one === name)
        ? method
        : async (...given: unknown[]) => {
            await settle();
            return method(...given);
          },
    ]);
    return Object.fromEntries(first) as Noun;
  };
  // Every noun is named, so that a new one does not compile until it is decided which kind it is.
  return {
    meta: store.meta,
    devices: store.devices,
    projection: store.projection,
    // The log names ideas.
    staff: settled(store.staff, 'audit'),
    secondFactors: store.secondFactors,
    apiTokens: store.apiTokens,
    changes: store.changes,
    presence: store.presence,
    tries: store.tries,
    transaction: store.transaction,
    check: store.check,
    close: store.close,
    records: settled(store.records, 'withdraw'),
    // Their reads are of what the city says alone, and kiosks ask for that all the time.
    city: settled(store.city, 'save', 'remove'),
    contributions: settled(store.contributions),
    exports: settled(store.exports),
    moderation: settled(store.moderation),
    masks: settled(store.masks),
    alike: settled(store.alike, 'near'),
    answers: settled(store.answers),
    quarantine: settled(store.quarantine),
    // Where the feed ends is asked for hints, which come after the fold by themselves.
    feed: settled(store.feed, 'page'),
    news: settled(store.news),
    feedback: settled(store.feedback),
    receipts: settled(store.receipts),
    // Whatever is folded later marks them anew.
    slips: store.slips,
    personalData: settled(store.personalData, 'sealed', 'bodies', 'ofPerson', 'heldOfPerson'),
    retention: settled(store.retention),
    sessions: settled(store.sessions),
    statistics: settled(store.statistics),
    // Of what was acknowledged before it was added, a webhook is not told.
    webhooks: settled(store.webhooks),
    async backup(file) {
      // No words that were taken back before.
      await settle();
      return store.backup(file);
    },
  };
}
