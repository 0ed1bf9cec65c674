/** What staff see of sessions: counts, and completeness recomputed from the stored records at every look. */
import { z } from 'zod';
import type { KioskSummary } from '../../common/contract/staff/kiosks.ts';
import type { SessionSummary, StaffContribution } from '../../common/contract/staff/sessions.ts';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { sessionCompleteness } from '../../common/domain/completeness.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';
import { payloadText } from '../../common/domain/record-lines.ts';
import type { Payload } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Device } from '../store/devices.ts';
import type { SessionFacts, SessionRecord } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import { cursorOf, ordinalOf, type Page, pageAfter, pageOf, placeOf } from './cursor.ts';

/** What a stored body says; null when it was erased, or altered so that it cannot be read. */
export function storedPayload<T>(body: string | null): Partial<T> | null {
  if (body === null || body === '') return null;
  try {
    const value: unknown = JSON.parse(payloadText(body));
    return typeof value === 'object' && value !== null ? (value as Partial<T>) : null;
  } catch {
    return null;
  }
}

/** The device's clock as the header tells it; null when the header cannot be read any more. */
export function recordedAt(header: string): number | null {
  const { at } = storedHeader(header);
  return typeof at === 'number' ? at : null;
}

/** Whether somebody helped, as the header tells it. */
export function recordedMode(header: string): string | null {
  const { mode } = storedHeader(header);
  return typeof mode === 'string' ? mode : null;
}

function storedHeader(header: string): { readonly at?: unknown; readonly mode?: unknown } {
  try {
    const value: unknown = JSON.parse(header);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

type Worded = Payload<'idea'> & Payload<'comment'>;

/** With the words that stand: covered and corrected ones are not those of the record. */
export function wordedPayload(record: SessionRecord): Partial<Worded> | null {
  const payload = storedPayload<Worded>(record.body);
  const { title, words, language, authorship, people, confirmedBy } = record;
  if (payload === null || words === null || language === null) return payload;
  return {
    ...payload,
    ...(title === null ? {} : { title }),
    ...(authorship === null ? {} : { authorship }),
    people: people ?? undefined,
    confirmedBy: confirmedBy ?? undefined,
    words,
    language,
  };
}

export const consentVersion = ({ welcome }: SessionRecord): string | null =>
  storedPayload<Payload<'participant.welcomed'>>(welcome)?.consents?.[0]?.version ?? null;

/** A title in whichever language it has, for a column that holds one. */
export const anyTitle = (text: LocalizedText | undefined): string | null =>
  text === undefined ? null : localized(text, ['en', 'fr']).text;

const kioskPlace = z.object({ troubled: z.boolean(), enrolledAt: z.int(), id: z.string() });

export type StaffSessions = ReturnType<typeof staffSessions>;

export function staffSessions({
  store,
  online,
  now,
}: {
  readonly store: Store;
  /** The kiosks that are connected now, to whichever process. */
  readonly online: () => Promise<ReadonlySet<string>>;
  readonly now: () => number;
}) {
  const openingOf = (facts: SessionFacts) =>
    storedPayload<Payload<'session.opened'>>(facts.opened?.body ?? null);
  const workshopTitle = async (workshopId: string | null | undefined): Promise<LocalizedText | null> =>
    workshopId ? store.sessions.documentTitle({ kind: 'event', id: workshopId }) : null;

  const summary = async (facts: SessionFacts): Promise<SessionSummary> => {
    const opened = openingOf(facts);
    const consultationId = opened?.consultationId ?? facts.kioskConsultationId;
    const { participants, ideas, comments, supports, sealed, quarantined } = facts;
    return {
      id: facts.id,
      kioskName: facts.kioskName,
      consultationId,
      consultationTitle:
        (await store.sessions.documentTitle({ kind: 'consultation', id: consultationId })) ?? {},
      workshopId: opened?.workshopId ?? null,
      workshopTitle: await workshopTitle(opened?.workshopId),
      selfService: opened?.facilitatorId === null,
      openedAt: facts.opened?.at ?? null,
      closedAt: facts.closed?.at ?? null,
      participants,
      ideas,
      comments,
      supports,
      sealed,
      quarantined,
      completeness: sessionCompleteness({
        sessionId: facts.id,
        chains: await store.sessions.evidence(facts.id),
        digest: sha256,
      }),
    };
  };

  const summaries = async (devices: readonly Device[]): Promise<readonly KioskSummary[]> => {
    const ids = devices.map(({ id }) => id);
    const counts = await store.sessions.recordsByDevice(ids);
    const reports = await store.devices.reports(ids);
    const connected = await online();
    return devices.map((device) => ({
      id: device.id,
      name: device.configuration.name,
      place: device.configuration.place,
      enrolledAt: device.enrolledAt,
      lastSeenAt: device.lastSeenAt,
      online: connected.has(device.id),
      records: counts.get(device.id)?.records ?? 0,
      quarantined: counts.get(device.id)?.quarantined ?? 0,
      revokedAt: device.revoked?.at ?? null,
      report: reports.get(device.id) ?? null,
    }));
  };

  const shown = (record: SessionRecord, titles: ReadonlyMap<string, LocalizedText>): StaffContribution => {
    const payload = wordedPayload(record);
    const targetId = payload?.targetId ?? null;
    return {
      id: record.id,
      kind: record.kind,
      participantId: record.participantId,
      title: payload?.title ?? null,
      words: payload?.words ?? null,
      language: payload?.language ?? null,
      topicId: payload?.topicId ?? null,
      targetId,
      targetTitle: targetId === null ? null : anyTitle(titles.get(targetId)),
      authorship: payload?.authorship ?? null,
      people: payload?.people ?? null,
      confirmedBy: payload?.confirmedBy ?? null,
      state: record.state,
      recordedAt: recordedAt(record.header) ?? record.receivedAt,
      receivedAt: record.receivedAt,
      seq: record.seq,
      headerHash: record.hash,
    };
  };

  const targetsOf = (records: readonly SessionRecord[]): Promise<ReadonlyMap<string, LocalizedText>> =>
    store.sessions.targetTitles(
      records.flatMap((record) => {
        const targetId = wordedPayload(record)?.targetId;
        return targetId === undefined ? [] : [targetId];
      }),
    );

  return {
    async list({
      query = '',
      after,
      limit,
    }: {
      readonly query?: string;
      readonly after: string | undefined;
      readonly limit: number;
    }): Promise<StaffOutput<'listSessions'>> {
      const words = searchWords(query);
      const facts = await store.sessions.page({ words, before: ordinalOf(after), limit: limit + 1 });
      const { items, next } = pageOf(facts, { limit, ordinal: ({ ordinal }) => ordinal });
      const sessions: SessionSummary[] = [];
      for (const one of items) sessions.push(await summary(one));
      return { sessions, next };
    },

    /** To choose one of: without the proof, which costs reading all of its records. */
    async found({
      consultationId,
      query,
      after,
      limit,
    }: StaffParsed<'findSessions'>): Promise<StaffOutput<'findSessions'>> {
      const facts = await store.sessions.page({
        words: searchWords(query),
        consultationId,
        before: ordinalOf(after),
        limit: limit + 1,
      });
      const { items, next } = pageOf(facts, { limit, ordinal: ({ ordinal }) => ordinal });
      const sessions: StaffOutput<'findSessions'>['sessions'] = [];
      for (const one of items)
        sessions.push({
          id: one.id,
          kioskName: one.kioskName,
          workshopTitle: await workshopTitle(openingOf(one)?.workshopId),
          openedAt: one.opened?.at ?? null,
        });
      return { sessions, next };
    },

    async show(sessionId: string): Promise<Outcome<SessionSummary>> {
      const facts = await store.sessions.find(sessionId);
      return facts === null ? problem('not-found') : success(await summary(facts));
    },

    /** Those that were opened for an event of the agenda, each with the kiosk that it was held at. */
    async ofWorkshop(
      eventId: string,
    ): Promise<readonly { readonly kioskId: string; readonly session: SessionSummary }[]> {
      const held = [];
      for (const facts of await store.sessions.ofWorkshop(eventId))
        held.push({ kioskId: facts.kioskId, session: await summary(facts) });
      return held;
    },

    async contributions({
      sessionId,
      after,
      limit,
    }: {
      readonly sessionId: string;
      readonly after: string | undefined;
      readonly limit: number;
    }): Promise<Outcome<StaffOutput<'listContributions'>>> {
      if ((await store.sessions.find(sessionId)) === null) return problem('not-found');
      const found = await store.sessions.contributions({
        sessionId,
        after: ordinalOf(after) ?? 0,
        limit: limit + 1,
      });
      const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
      const titles = await targetsOf(items);
      return success({ contributions: items.map((record) => shown(record, titles)), next });
    },

    targetsOf,

    async kiosks({
      query,
      after,
      limit,
    }: StaffParsed<'listKiosks'>): Promise<Omit<StaffOutput<'listKiosks'>, 'serviceMark'>> {
      const condition = { at: now(), online: await online() };
      const found = await store.devices.page({
        words: searchWords(query),
        condition,
        after: placeOf(after, kioskPlace),
        limit: limit + 1,
      });
      const { items, next } = pageAfter(found, {
        limit,
        cursor: ({ troubled, enrolledAt, id }) => cursorOf({ troubled, enrolledAt, id }),
      });
      const troubled = await store.devices.troubled(condition);
      return { kiosks: [...(await summaries(items))], next, troubled };
    },

    /** Those of the ids, in the order of their enrolment. */
    kiosksAmong: async (ids: readonly string[]) => summaries(await store.devices.among(ids)),
    /** For programs that read all of them: by id, so that none is missed whose condition changes meanwhile. */
    async kiosksById({ query, after = '', limit }: StaffParsed<'listKiosks'>): Promise<Page<KioskSummary>> {
      const found = await store.devices.pageById({ words: searchWords(query), after, limit: limit + 1 });
      const { items, next } = pageAfter(found, { limit, cursor: ({ id }) => id });
      return { items: [...(await summaries(items))], next };
    },
  };
}
