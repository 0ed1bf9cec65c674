/** Files that staff took: what they are, and who is to be told of what was taken back since. */
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { NewExport, TakenExport } from '../store/exports.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';
import type { StaffSessions } from './staff-sessions.ts';

export type TakenExports = ReturnType<typeof takenExports>;

const shown = ({ ordinal: _, columns: __, file, ...taken }: TakenExport) => ({
  ...taken,
  file: file && { ...file, notes: [...file.notes] },
  takenBack: [...taken.takenBack],
});

/** What a file of this filter was made from, with the proof of each session. */
export async function provedSessions({
  store,
  sessions,
  filter,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly filter: NewExport['filter'];
}): Promise<StaffOutput<'showManifest'>['sessions']> {
  const proved: StaffOutput<'showManifest'>['sessions'] = [];
  for (const sessionId of await store.exports.sessionsIn(filter)) {
    const session = await sessions.show(sessionId);
    if (!session.ok) continue;
    const { verdict, received, expected } = session.value.completeness;
    proved.push({ id: sessionId, kiosk: session.value.kioskName, verdict, received, expected });
  }
  return proved;
}

export function takenExports({
  store,
  sessions,
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly now: () => number;
}) {
  return {
    async list({
      toTell,
      query,
      after,
      limit,
    }: StaffParsed<'listExports'>): Promise<StaffOutput<'listExports'>> {
      const words = searchWords(query);
      const before = ordinalOf(after);
      const found = await store.exports.page({ toTell, words, before, limit: limit + 1 });
      const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
      return { exports: items.map(shown), next };
    },

    async show({ id }: StaffParsed<'showExport'>): Promise<Outcome<StaffOutput<'showExport'>>> {
      const found = await store.exports.find(id);
      return found === null ? problem('not-found') : success(shown(found));
    },

    async tell({
      id,
      through,
      accountId,
    }: StaffParsed<'tellExport'> & { readonly accountId: string }): Promise<Outcome<Record<string, never>>> {
      const told = await store.exports.tell({ id, through, at: now(), accountId });
      return told ? success({}) : problem('not-found');
    },

    /** Completeness is that of now, recomputed: it can only have grown since the file was made, or been damaged. */
    async manifest({ id }: StaffParsed<'showManifest'>): Promise<Outcome<StaffOutput<'showManifest'>>> {
      const found = await store.exports.find(id);
      if (found === null) return problem('not-found');
      const { fileName, at, by, filter, columns, file } = found;
      return success({
        schema: 'perron-export/1',
        id,
        fileName,
        takenAt: at,
        takenBy: by,
        filter,
        columns: [...columns],
        file: file && { ...file, notes: [...file.notes] },
        provedAt: now(),
        sessions: await provedSessions({ store, sessions, filter }),
      });
    },
  };
}
