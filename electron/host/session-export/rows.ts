/** The rows of a session as its kiosk knows them: what may be published, and nothing about who said it. */
import { isGiven } from '../../../common/domain/consents.ts';
import { filterText } from '../../../common/domain/export-columns.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import type { Authorship, Confirmer, Payload, TargetKind } from '../../../common/domain/records.ts';
import { standingOf } from '../../../common/domain/revisions.ts';
import type { ExportRow } from '../../../platform/export-columns.ts';
import type { SaidInSession } from '../store/session-records.ts';
import type { Store } from '../store/store.ts';

/** What the city decided, counted and answered stands in its own export. */
const OF_THE_CITY = {
  origin: 'kiosk',
  state: 'provisional',
  timing: null,
  correctionTiming: null,
  decision: null,
  mergedInto: null,
  reason: null,
  supports: null,
  supportsAlone: null,
  comments: null,
  answer: null,
  attribution: null,
  receivedAt: null,
  // Who they are: not on a stick.
  participantId: null,
  author: null,
} as const;

type Words = {
  readonly title: string | null;
  readonly words: string;
  readonly language: string;
  readonly authorship: Authorship;
  readonly revision: string | null;
  readonly people: number | null;
  readonly confirmedBy: Confirmer | null;
};

export type SessionRows = { readonly rows: readonly ExportRow[]; readonly leftOut: number };

/** `leftOut` counts what is sealed, erased here, not to be published, or not shown by the city that has received it. */
export function rowsOfSession({
  store,
  sessionId,
  exportedAt,
}: {
  readonly store: Store;
  readonly sessionId: string;
  readonly exportedAt: number;
}): SessionRows {
  const enrolment = store.device.enrolment();
  const kiosk = {
    kioskName: enrolment?.configuration.name ?? null,
    deviceId: enrolment?.deviceId ?? null,
    exportedAt,
    filter: filterText({ session: sessionId }),
  };
  const languages = enrolment?.configuration.languages ?? [];
  const said = store.sessionRecords.said(sessionId);
  const rows = said.flatMap((one) => rowOf({ store, said: one, languages }) ?? []);
  return {
    rows: rows.map((row) => ({ ...row, ...kiosk })),
    leftOut: said.length - rows.length + store.sessionRecords.sealedOf(sessionId),
  };
}

type OwnRow = Omit<ExportRow, 'kioskName' | 'deviceId' | 'exportedAt' | 'filter'>;

function rowOf({
  store,
  said,
  languages,
}: {
  readonly store: Store;
  readonly said: SaidInSession;
  readonly languages: readonly string[];
}): OwnRow | null {
  const { header, hash, welcome } = said;
  if (said.payload === null || welcome === null || !isGiven(welcome.consents, 'publish-words')) return null;
  const { id, sessionId, mode, chainId, seq, at: recordedAt } = header;
  const consentVersion = welcome.consents[0]?.version ?? null;
  const record = { id, sessionId, mode, chainId, seq, recordedAt, consentVersion, headerHash: hash };
  const target = said.kind === 'idea' ? null : said.payload;
  const about = {
    kind: said.kind,
    topicId: said.kind === 'idea' ? said.payload.topicId : null,
    targetId: target?.targetId ?? null,
    targetKind: target?.targetKind ?? null,
    targetTitle: target && titleOf({ store, target, languages }),
  };
  if (said.kind === 'support') return { ...OF_THE_CITY, ...record, ...about, ...WORDLESS };
  const words = wordsOf(store, said);
  return words && { ...OF_THE_CITY, ...record, ...about, ...words };
}

const WORDLESS = {
  title: null,
  words: null,
  language: null,
  authorship: null,
  revision: null,
  people: null,
  confirmedBy: null,
} as const;

/**
 * What the city has received is taken as it shows it: it may have covered a name, or show nothing. What it has not is
 * taken as its author said it last.
 */
function wordsOf(store: Store, said: Extract<SaidInSession, { kind: 'idea' | 'comment' }>): Words | null {
  const { payload, header, delivery } = said;
  if (payload === null) return null;
  const corrections = store.records.correctionsOf(header.id);
  const saidIn = (revision: string | null) =>
    corrections.find(({ id }) => id === revision)?.payload ?? payload;
  if (delivery !== 'pending') {
    const shown = store.documents.contribution(header.id);
    if (shown === null) return null;
    const { words, language, revision = null } = shown;
    return {
      ...whose(saidIn(revision)),
      title: 'title' in shown ? shown.title : null,
      words,
      language,
      revision,
    };
  }
  const { revision } = standingOf(
    header.id,
    corrections.map(({ id, payload: { replaces } }) => ({ id, replaces })),
  );
  const { words, language, ...last } = saidIn(revision);
  return {
    ...whose(last),
    // A kiosk may have left the title out of a correction.
    title:
      said.kind === 'idea' ? (('title' in last ? last.title : null) ?? said.payload?.title ?? null) : null,
    words,
    language,
    revision: revision === header.id ? null : revision,
  };
}

const whose = ({
  authorship,
  people,
  confirmedBy,
}: Pick<Payload<'idea'>, 'authorship' | 'people' | 'confirmedBy'>) => ({
  authorship,
  people: people ?? null,
  confirmedBy: confirmedBy ?? null,
});

function titleOf({
  store,
  target: { targetId, targetKind },
  languages,
}: {
  readonly store: Store;
  readonly target: { readonly targetId: string; readonly targetKind: TargetKind };
  readonly languages: readonly string[];
}): string | null {
  if (targetKind === 'idea') return store.documents.idea(targetId)?.title ?? null;
  const title = store.documents.proposal(targetId)?.title;
  return title ? localized(title, languages).text : null;
}
