/** What staff look at, and files they take: each list's first page, and one from the middle where lists are read on. */
import type { ExportFilter, ExportFilterOfKind } from '../sync-service/store/contributions.ts';
import type { Store } from '../sync-service/store/store.ts';

const PAGE = 50;
const OF_A_FILE = 500;

export type Look = { readonly name: string; look(): Promise<unknown> };

/** Counting what a filter lets through, and the first portion of its file, or the one halfway. */
function exportsOf({
  store,
  all,
  session,
  halfway,
}: {
  readonly store: Store;
  readonly all: ExportFilter;
  readonly session: string;
  readonly halfway: string | null;
}): Look[] {
  const of = (name: string, filter: ExportFilterOfKind, after: string | null = null): Look[] => [
    { name: `an export of ${name}, how many rows`, look: () => store.contributions.exportedCount(filter) },
    {
      name: `an export of ${name}, a portion`,
      look: () => store.contributions.exported({ filter, after, limit: OF_A_FILE }),
    },
  ];
  return [
    ...of('ideas, halfway', { ...all, kind: 'idea' }, halfway),
    ...of('supports', { ...all, kind: 'support' }),
    ...of('one session', { ...all, kind: 'idea', sessionId: session }),
    ...of('supports of one session', { ...all, kind: 'support', sessionId: session }),
    ...of('what is held back', { ...all, kind: 'idea', state: 'held' }),
    ...of('a language that nobody speaks', { ...all, kind: 'idea', language: 'eo' }),
    ...of('the last minute', { ...all, kind: 'idea', from: Date.now() - 60_000 }),
  ];
}

/** Of what `store` holds now; the first consultation is looked at. */
export async function looksAt(store: Store): Promise<Look[]> {
  const [consultation] = await store.city.consultations();
  const consultationId = consultation?.id ?? '';
  const all = {
    consultationId,
    sessionId: null,
    kind: null,
    state: null,
    language: null,
    from: null,
    to: null,
  };
  const session = (await store.sessions.page({ before: null, words: [], limit: 1 }))[0]?.id ?? '';
  const [idea] = await store.moderation.page({ queue: 'published', words: [], after: null, limit: 1 });
  const kiosks = (await store.devices.list()).map(({ id }) => id);
  const middle = Math.floor((idea?.ordinal ?? 0) / 2);
  const [halfway] = await store.moderation.at([middle]);
  const { position } = await store.feed.page({
    scope: consultationId,
    position: 0,
    limit: 1,
    maxBytes: 1e6,
    tombstones: false,
  });
  const queue =
    (name: 'unreviewed' | 'published' | 'held' | 'refused' | 'after-end', after: number | null = null) =>
    () =>
      store.moderation.page({ queue: name, words: [], after, limit: PAGE });
  return [
    { name: 'contributions to look at', look: queue('unreviewed') },
    { name: 'contributions published', look: queue('published') },
    { name: 'contributions published, halfway', look: queue('published', middle) },
    { name: 'contributions held back', look: queue('held') },
    { name: 'contributions after the end', look: queue('after-end') },
    { name: 'how many wait for staff', look: () => store.moderation.counts() },
    { name: 'sessions', look: () => store.sessions.page({ before: null, words: [], limit: PAGE }) },
    { name: 'one session, its chain', look: () => store.sessions.evidence(session) },
    {
      name: 'one session, its contributions',
      look: () => store.sessions.contributions({ sessionId: session, after: 0, limit: PAGE }),
    },
    { name: 'records of each kiosk', look: () => store.sessions.recordsByDevice(kiosks) },
    { name: 'quarantine', look: () => store.quarantine.page({ words: [], after: null, limit: PAGE }) },
    {
      name: 'people to tell',
      look: () => store.feedback.page({ told: false, after: null, words: [], limit: PAGE }),
    },
    { name: 'how many people to tell', look: () => store.feedback.counts() },
    {
      name: 'exports taken',
      look: () => store.exports.page({ toTell: false, words: [], before: null, limit: PAGE }),
    },
    { name: 'what is new', look: () => store.news.marks() },
    ...exportsOf({ store, all, session, halfway: halfway?.id ?? null }),
    {
      name: 'a page of the feed, from its beginning',
      look: () =>
        store.feed.page({
          scope: consultationId,
          position,
          limit: OF_A_FILE,
          maxBytes: 1e6,
          tombstones: false,
        }),
    },
    {
      name: 'words older than a time, how many',
      look: () => store.retention.count({ kind: 'words', olderThan: 1 }),
    },
    {
      name: 'sealed words older than a time, how many',
      look: () => store.retention.count({ kind: 'sealed-words', olderThan: 1 }),
    },
  ];
}
