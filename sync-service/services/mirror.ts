/** What other programs read of the city, page by page. Nothing here tells who a person is, or what one person did. */
import { type FeedCursor, isPublic } from '../../common/contract/feed.ts';
import type {
  RestContribution,
  RestModeratedContribution,
  RestOutput,
  RestParsed,
} from '../../common/contract/rest-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { ExportedContribution, ExportFilter } from '../store/contributions.ts';
import type { Store } from '../store/store.ts';
import type { City } from './city.ts';
import { ordinalOf, pageOf } from './cursor.ts';
import { pullFeed } from './feed.ts';
import type { StaffSessions } from './staff-sessions.ts';

export type Mirror = ReturnType<typeof mirror>;

const CURSOR = /^(\d{1,15})\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/;

const cursorText = ({ position, epoch, scope }: FeedCursor): string => `${position}.${epoch}.${scope}`;

/** Null for what is none: its asker begins anew. */
function cursorOf(text: string | undefined): FeedCursor | null {
  const [, position, epoch, scope] = CURSOR.exec(text ?? '') ?? [];
  if (position === undefined || epoch === undefined || scope === undefined) return null;
  return { position: Number(position), epoch, scope };
}

type Worded = ExportedContribution & {
  readonly kind: 'idea' | 'comment';
  readonly words: string;
  readonly language: string;
};

/** Supports have no words, and are not asked for here. */
function worded(row: ExportedContribution): Worded {
  const { kind, words, language } = row;
  if (kind === 'support' || words === null || language === null)
    throw new Error(`${row.id} is no idea and no comment`);
  return { ...row, kind, words, language };
}

const targetOf = ({ targetId, targetKind }: ExportedContribution) =>
  targetId === null || targetKind === null ? null : { id: targetId, kind: targetKind };

/** The document that the feed has of it. */
function published(row: Worded, consultationId: string): RestContribution {
  const { id, words, language, recordedAt: at, author, answer, topicId, title } = row;
  const { supports, supportsAlone, comments, joined } = row;
  const shared = { id, consultationId, words, language, at, ...(author === null ? {} : { author }) };
  const target = targetOf(row);
  if (target !== null)
    return {
      ...shared,
      kind: 'comment',
      targetId: row.targetMergedInto ?? target.id,
      targetKind: target.kind,
    };
  return {
    ...shared,
    kind: 'idea',
    topicId,
    title: title ?? '',
    supports,
    comments,
    ...(supportsAlone === 0 ? {} : { supportsAlone }),
    ...(answer === null ? {} : { answer }),
    ...(joined.length === 0 ? {} : { joined: [...joined] }),
  };
}

const moderated = (row: Worded, consultationId: string): RestModeratedContribution => ({
  id: row.id,
  kind: row.kind,
  consultationId,
  topicId: row.topicId,
  title: row.title,
  words: row.words,
  language: row.language,
  target: targetOf(row),
  authorship: row.authorship,
  revision: row.revision,
  people: row.people,
  confirmedBy: row.confirmedBy,
  state: row.state,
  timing: row.timing,
  correctionTiming: row.correctionTiming,
  decision: row.decision,
  reason: row.reason,
  mergedInto: row.mergedInto,
  supports: row.supports,
  supportsAlone: row.supportsAlone,
  comments: row.comments,
  answer: row.answer,
  attribution: row.attribution,
  kioskName: row.kioskName,
  sessionId: row.sessionId,
  recordedAt: row.recordedAt,
  receivedAt: row.receivedAt,
});

export function mirror({
  store,
  city,
  sessions,
  epoch,
}: {
  readonly store: Store;
  readonly city: City;
  readonly sessions: StaffSessions;
  readonly epoch: string;
}) {
  const of = async <T>(consultationId: string, list: () => Promise<T>): Promise<Outcome<T>> =>
    (await store.city.consultation(consultationId)) === null ? problem('not-found') : success(await list());

  const rows = async (
    { consultationId, after, limit, kind, language, from, to }: RestParsed<'listContributions'>,
    state: 'published' | 'held' | 'refused' | undefined,
    /** `standing` leaves out what is joined with another idea, as people do not see it. */
    which: Pick<ExportFilter, 'standing'> = {},
  ) => {
    const found = await store.contributions.exported({
      filter: {
        consultationId,
        sessionId: null,
        kind: kind ?? null,
        state: state ?? null,
        language: language ?? null,
        from: from ?? null,
        to: to ?? null,
        ...which,
      },
      after: after ?? null,
      limit: limit + 1,
    });
    const items = found.slice(0, limit).map(worded);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  };

  return {
    async consultations(request: RestParsed<'listConsultations'>): Promise<RestOutput<'listConsultations'>> {
      const { consultations: items, next } = await city.consultations(request);
      return { items, next };
    },

    async consultation(id: string): Promise<Outcome<RestOutput<'showConsultation'>>> {
      const found = await store.city.consultation(id);
      return found === null ? problem('not-found') : success(found);
    },

    changes: ({ consultationId, after, limit }: RestParsed<'listChanges'>) =>
      of(consultationId, async (): Promise<RestOutput<'listChanges'>> => {
        const { reset, entries, cursor, more } = await pullFeed({
          store,
          // What kiosks are told since is sealed to people.
          protocol: 2,
          epoch,
          scope: consultationId,
          request: { cursor: cursorOf(after), limit },
        });
        return { reset, items: entries.filter(isPublic), next: cursorText(cursor), more };
      }),

    proposals: (request: RestParsed<'listProposals'>) =>
      of(request.consultationId, async (): Promise<RestOutput<'listProposals'>> => {
        const { proposals: items, next } = await city.proposals(request);
        return { items, next };
      }),

    events: (request: RestParsed<'listEvents'>) =>
      of(request.consultationId, async (): Promise<RestOutput<'listEvents'>> => {
        const { events, next } = await city.events(request);
        return { items: events.map(({ event }) => event), next };
      }),

    contributions: (request: RestParsed<'listContributions'>) =>
      of(request.consultationId, async () => {
        const { items, next } = await rows(request, 'published', { standing: true });
        return { items: items.map((row) => published(row, request.consultationId)), next };
      }),

    supports: ({ targetKind, consultationId, ...page }: RestParsed<'listSupports'>) =>
      of(consultationId, async (): Promise<RestOutput<'listSupports'>> => {
        const support = (of: { id: string; supports: number; supportsAlone?: number | undefined }) => {
          const { id: targetId, supports, supportsAlone = 0 } = of;
          return { targetId, targetKind, supports, supportsAlone };
        };
        if (targetKind === 'idea') {
          const { items, next } = await rows({ consultationId, kind: 'idea', ...page }, 'published', {
            standing: true,
          });
          return { items: items.map(support), next };
        }
        const { proposals, next } = await city.proposals({ consultationId, query: '', ...page });
        return { items: proposals.map(support), next };
      }),

    answers: ({ consultationId, after, limit }: RestParsed<'listAnswers'>) =>
      of(consultationId, async (): Promise<RestOutput<'listAnswers'>> => {
        const found = await store.answers.page({
          consultationId,
          after: ordinalOf(after) ?? 0,
          limit: limit + 1,
        });
        const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
        return {
          items: items.map(({ ordinal: _, target, ...answer }) => ({
            ...answer,
            text: { ...answer.text },
            targetId: target.id,
            targetKind: target.kind,
          })),
          next,
        };
      }),

    moderated: ({ state, ...request }: RestParsed<'listModeratedContributions'>) =>
      of(request.consultationId, async (): Promise<RestOutput<'listModeratedContributions'>> => {
        const { items, next } = await rows(request, state);
        return { items: items.map((row) => moderated(row, request.consultationId)), next };
      }),

    /** As the feed tells what is published: a cursor that is none of this database begins anew. */
    moderationChanges: ({ consultationId, after, limit }: RestParsed<'listModerationChanges'>) =>
      of(consultationId, async (): Promise<RestOutput<'listModerationChanges'>> => {
        const cursor = cursorOf(after);
        const follows = cursor !== null && cursor.epoch === epoch && cursor.scope === consultationId;
        const reset = !follows || cursor.position > (await store.contributions.lastChange(consultationId));
        const from = reset ? 0 : cursor.position;
        const found = await store.contributions.changed({ consultationId, position: from, limit: limit + 1 });
        const items = found.slice(0, limit);
        const position = items.at(-1)?.position ?? from;
        return {
          reset,
          items: items.map((row) => moderated(worded(row), consultationId)),
          next: cursorText({ position, epoch, scope: consultationId }),
          more: found.length > limit,
        };
      }),

    kiosks: sessions.kiosksById,
  };
}
