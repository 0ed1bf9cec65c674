/** What the package for a platform holds, for whoever opens it later. */
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import type { NotedExport, Platform } from '../../../common/domain/platform-export.ts';
import { wordsIn } from '../../../platform/words.ts';
import type { ExportFilter } from '../../store/contributions.ts';

export const PLATFORM_NAME: { readonly [P in Platform]: string } = {
  'go-vocal': 'Go Vocal',
  decidim: 'Decidim',
};

export function platformReadme({
  platform,
  consultation,
  filter: { language, sessionId, from, to },
  notes,
  at,
  by,
  words: wanted,
}: {
  readonly platform: Platform;
  readonly consultation: ConsultationDocument;
  readonly filter: ExportFilter;
  readonly notes: readonly NotedExport[];
  readonly at: number;
  readonly by: string;
  readonly words: string;
}): string {
  const words = wordsIn(wanted);
  const all = words('export:all');
  const moment = (instant: number | null) => (instant === null ? all : new Date(instant).toISOString());
  const line = (label: string, value: string | number) => `${label}: ${value}`;
  return [
    `${PLATFORM_NAME[platform]}, ${localized(consultation.title, [wanted, 'en']).text}`,
    '',
    line(words('export:sheet.taken'), new Date(at).toISOString()),
    line(words('export:sheet.by'), by),
    line(words('staff:contribution.language'), language ?? all),
    line(words('export:session'), sessionId ?? all),
    line(words('export:from'), moment(from)),
    line(words('export:to'), moment(to)),
    '',
    words('export:platform.what'),
    words(`export:platform.about.${platform}`),
    words('export:platform.package'),
    '',
    ...notes.map(({ note, count }) => line(words(`export:note.${note}`), count)),
    '',
  ].join('\n');
}
