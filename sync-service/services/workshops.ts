/** A workshop as staff follow it: the sessions that were held in it, put together. */
import type { Completeness, SessionSummary } from '../../common/contract/staff/sessions.ts';
import type { WorkshopKiosk } from '../../common/contract/staff/workshops.ts';
import type { StaffOutput } from '../../common/contract/staff-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Store } from '../store/store.ts';
import type { StaffSessions } from './staff-sessions.ts';

export type Workshops = ReturnType<typeof workshops>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** `awaited`: kiosks that should have sent something and have not. */
export function together(parts: readonly Completeness[], awaited: number): Completeness {
  const expected = parts.map((part) => part.expected);
  const isOpen = parts.length === 0 || awaited > 0 || expected.includes(null);
  const verdicts = parts.map(({ verdict }) => verdict);
  return {
    received: sum(parts.map(({ received }) => received)),
    expected: isOpen ? null : sum(expected.map((count) => count ?? 0)),
    verdict: verdicts.includes('incomplete')
      ? 'incomplete'
      : isOpen || verdicts.includes('not-provable')
        ? 'not-provable'
        : 'complete',
    findings: parts.flatMap(({ findings }) => findings),
  };
}

export function workshops({ store, sessions }: { readonly store: Store; readonly sessions: StaffSessions }) {
  return {
    async show(id: string): Promise<Outcome<StaffOutput<'showWorkshop'>>> {
      const event = await store.city.event(id);
      if (event?.kind !== 'workshop') return problem('not-found');
      const consultation = await store.city.consultation(event.consultationId);
      const expected = new Set((await store.city.expectedKiosks([id])).get(id));
      const held = await sessions.ofWorkshop(id);
      const all = held.map(({ session }) => session);
      const sessionsOf = (kioskId: string): SessionSummary[] =>
        held.filter((one) => one.kioskId === kioskId).map(({ session }) => session);
      const there = new Set([...expected, ...held.map(({ kioskId }) => kioskId)]);
      const kiosks = (await sessions.kiosksAmong([...there]))
        .map(
          ({ id: kioskId, name, place, online, lastSeenAt, revokedAt, report }): WorkshopKiosk => ({
            id: kioskId,
            name,
            place,
            expected: expected.has(kioskId),
            online,
            lastSeenAt,
            revokedAt,
            pending: report?.pending ?? null,
            sessions: sessionsOf(kioskId).map((session) => ({
              id: session.id,
              openedAt: session.openedAt,
              closedAt: session.closedAt,
              completeness: session.completeness,
            })),
          }),
        )
        .toSorted((a, b) => Number(b.expected) - Number(a.expected));
      const counted = (name: 'participants' | 'ideas' | 'comments' | 'supports' | 'sealed' | 'quarantined') =>
        sum(all.map((session) => session[name]));
      return success({
        event,
        consultationTitle: consultation?.title ?? {},
        topics: consultation?.topics ?? [],
        participants: counted('participants'),
        ideas: counted('ideas'),
        comments: counted('comments'),
        supports: counted('supports'),
        sealed: counted('sealed'),
        quarantined: counted('quarantined'),
        tally: await store.sessions.tally(all.map((session) => session.id)),
        completeness: together(
          all.map((session) => session.completeness),
          kiosks.filter((kiosk) => kiosk.expected && kiosk.sessions.length === 0).length,
        ),
        kiosks,
      });
    },

    async tallySession(sessionId: string): Promise<Outcome<StaffOutput<'tallySession'>>> {
      if ((await store.sessions.find(sessionId)) === null) return problem('not-found');
      return success(await store.sessions.tally([sessionId]));
    },
  };
}
