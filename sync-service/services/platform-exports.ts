/** Published ideas as files for the city's own platform. */
import type { StaffParsed } from '../../common/contract/staff-api.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { createNotes, FORMS, ownLanguages, platformFiles } from '../exports/platform/files.ts';
import { platformReadme } from '../exports/platform/readme.ts';
import type { ExportFilterOfKind } from '../store/contributions.ts';
import type { Store } from '../store/store.ts';
import { type By, type Download, type ExportRuns, ZIP } from './export-runs.ts';
import { isoDay } from './exports.ts';
import type { StaffSessions } from './staff-sessions.ts';
import { provedSessions } from './taken-exports.ts';

export type PlatformExports = ReturnType<typeof platformExportService>;

export function platformExportService({
  store,
  sessions,
  runs,
  now,
}: {
  readonly store: Store;
  readonly sessions: StaffSessions;
  readonly runs: ExportRuns;
  readonly now: () => number;
}) {
  /** What is in the consultation, and stays out. */
  const leftOut = async (filter: ExportFilterOfKind) => {
    const { standing: _, ...every } = filter;
    const count = (changes: Partial<ExportFilterOfKind>) =>
      store.contributions.exportedCount({ ...every, ...changes });
    return {
      'merged-left-out':
        (await store.contributions.exportedCount(every)) - (await store.contributions.exportedCount(filter)),
      'unpublished-left-out': (await count({ state: 'held' })) + (await count({ state: 'refused' })),
      'comments-left-out': await count({ kind: 'comment' }),
      'supports-left-out': await count({ kind: 'support' }),
    } as const;
  };

  return {
    async take({
      platform,
      words,
      by: { accountId, token, name },
      ...wanted
    }: StaffParsed<'exportForPlatform'> & By): Promise<Outcome<Download>> {
      const { consultationId, sessionId = null, language = null, from = null, to = null } = wanted;
      const consultation = await store.city.consultation(consultationId);
      if (consultation === null) return problem('not-found');
      const filter = {
        consultationId,
        sessionId,
        language,
        from,
        to,
        kind: 'idea',
        state: 'published',
        standing: true,
      } as const;
      const languages = await store.contributions.exportedLanguages(filter);
      const own = ownLanguages(languages);
      const sum = (counted: readonly { readonly count: number }[]) =>
        counted.reduce((total, { count }) => total + count, 0);
      const notes = createNotes();
      notes.add('imported-left-out', sum(languages) - sum(own));
      const missing = await leftOut(filter);
      for (const note of Object.keys(missing) as (keyof typeof missing)[]) notes.add(note, missing[note]);
      const at = now();
      const fileName = `perron-${platform}-${isoDay(at)}.zip`;
      const headings = [...new Set(own.flatMap((counted) => FORMS[platform].headings(counted.language)))];
      return success(
        await runs.followed(
          {
            accountId,
            token,
            fileName,
            filter,
            columns: headings,
            type: ZIP,
            total: sum(own),
            notes: notes.all,
            write: (onRows) =>
              platformFiles({
                store,
                platform,
                consultation,
                filter,
                at,
                languages,
                onRows,
                notes,
                readme: () =>
                  platformReadme({ platform, consultation, filter, notes: notes.all(), at, by: name, words }),
                manifest: async (files) => ({
                  schema: 'perron-platform-export/1',
                  platform,
                  fileName,
                  takenAt: at,
                  takenBy: name,
                  filter,
                  files,
                  notes: notes.all(),
                  provedAt: now(),
                  sessions: await provedSessions({ store, sessions, filter }),
                }),
              }),
          },
          {
            action: 'consultation.exported',
            subject: consultationId,
            detail: [platform, language, sessionId && `session ${sessionId}`].filter(Boolean).join(', '),
          },
        ),
      );
    },
  };
}
