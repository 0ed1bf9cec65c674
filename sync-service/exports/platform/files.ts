/**
 * Published ideas as files that another platform imports, packed with what they are: a file for each language, more where the
 * platform takes only so many rows, where each row comes from, and a manifest with the digest of every file.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { PROVENANCE_COLUMNS } from '../../../common/domain/export-columns.ts';
import type { ExportNote, NotedExport, Platform } from '../../../common/domain/platform-export.ts';
import { csvOf } from '../../../platform/csv.ts';
import { writtenCell } from '../../../platform/export-columns.ts';
import { type ZipEntry, zipOf } from '../../../platform/zip.ts';
import type { ExportFilterOfKind, LanguageCount } from '../../store/contributions.ts';
import type { Store } from '../../store/store.ts';
import { type ExportedRow, rowsOfKind } from '../contributions.ts';
import { decidim } from './decidim.ts';
import type { PlatformForm } from './form.ts';
import { goVocal } from './go-vocal.ts';

export const FORMS: { readonly [P in Platform]: PlatformForm } = { 'go-vocal': goVocal, decidim };
const PAGE = 100;

export type PlatformFiles = {
  readonly store: Store;
  readonly platform: Platform;
  readonly consultation: ConsultationDocument;
  /** Of published ideas. */
  readonly filter: ExportFilterOfKind;
  /** When it is taken. */
  readonly at: number;
  readonly languages: readonly LanguageCount[];
  readonly onRows: (rows: number) => void;
  readonly notes: Notes;
  /** Of the package, once all files stand. */
  readonly readme: () => string;
  readonly manifest: (files: readonly WrittenFile[]) => Promise<object>;
};
export type WrittenFile = {
  readonly name: string;
  readonly language: string | null;
  readonly rows: number | null;
  readonly bytes: number;
  readonly sha256: string;
};

export type Notes = ReturnType<typeof createNotes>;

export function createNotes() {
  const counts = new Map<ExportNote, number>();
  return {
    add: (note: ExportNote, count = 1): void => {
      if (count > 0) counts.set(note, (counts.get(note) ?? 0) + count);
    },
    all: (): NotedExport[] => [...counts].map(([note, count]) => ({ note, count })),
  };
}

/** Gathered at kiosks: what came from elsewhere belongs to others, and no platform has a column that says whose it is. */
export const ownLanguages = (languages: readonly LanguageCount[]): LanguageCount[] =>
  languages.filter(({ origin }) => origin === 'kiosk');

type Part = { readonly name: string; readonly language: string; readonly rows: number };

/** Which files there will be. */
function partsOf({ platform, languages }: Pick<PlatformFiles, 'platform' | 'languages'>): Part[] {
  const { fileName, rowsMax } = FORMS[platform];
  return ownLanguages(languages).flatMap(({ language, count }) => {
    const most = rowsMax ?? count;
    return Array.from({ length: Math.ceil(count / most) }, (_, index) => ({
      name: fileName({ language, number: index + 1 }),
      language,
      rows: Math.min(most, count - index * most),
    }));
  });
}

export function platformFiles(files: PlatformFiles): Readable {
  const { platform, notes, onRows, consultation } = files;
  const { headings, cells, content } = FORMS[platform];
  const topics = new Map(consultation.topics.map((topic) => [topic.id, topic]));
  const parts = partsOf(files);
  const written: WrittenFile[] = [];
  const counts = new Map<string, number>();
  const entry = (
    file: Pick<WrittenFile, 'name' | 'language'>,
    make: () => AsyncIterable<Uint8Array>,
  ): ZipEntry => ({
    name: file.name,
    async *content() {
      const digest = createHash('sha256');
      let bytes = 0;
      for await (const chunk of make()) {
        digest.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
      const rows = counts.get(file.name) ?? null;
      written.push({ ...file, rows, bytes, sha256: digest.digest('hex') });
    },
  });

  const rowsOf = readers(files);
  async function* imported(part: Part) {
    for await (const page of rowsOf(part)) {
      yield page.map((row) =>
        cells({ row, topic: topics.get(row.topicId ?? '') ?? null, onNote: (note) => notes.add(note) }),
      );
      counts.set(part.name, (counts.get(part.name) ?? 0) + page.length);
      onRows(page.length);
    }
  }
  // The platforms have no column for where a row comes from: a second pass writes that beside their files.
  const provenanceOf = readers(files);
  async function* provenance() {
    for (const part of parts) {
      let row = 1;
      for await (const page of provenanceOf(part))
        yield page.map((idea) => {
          row += 1;
          return [part.name, row, ...PROVENANCE_COLUMNS.map((column) => writtenCell(column, idea))];
        });
    }
  }

  return zipOf([
    ...parts.map((part) =>
      entry({ name: part.name, language: part.language }, () =>
        content({ headings: headings(part.language), pages: imported(part) }),
      ),
    ),
    entry({ name: 'provenance.csv', language: null }, () =>
      csvOf({
        columns: ['file', 'row', ...PROVENANCE_COLUMNS],
        pages: provenance(),
        separator: 'comma',
        bom: false,
      }),
    ),
    entry({ name: 'README.txt', language: null }, async function* () {
      yield Buffer.from(files.readme());
    }),
    {
      name: 'manifest.json',
      async *content() {
        yield `${JSON.stringify(await files.manifest(written), null, 2)}\n`;
      },
    },
  ]);
}

/** The rows of one part after the other: the second of a language goes on where its first one ended. */
function readers({ store, filter, at }: PlatformFiles): (part: Part) => AsyncGenerator<ExportedRow[]> {
  let current: { readonly language: string; readonly rows: AsyncGenerator<ExportedRow> } | null = null;
  return async function* (part) {
    if (current?.language !== part.language)
      current = {
        language: part.language,
        rows: ownRows({ store, at, filter: { ...filter, language: part.language } }),
      };
    let page: ExportedRow[] = [];
    for (let read = 0; read < part.rows; read += 1) {
      const next = await current.rows.next();
      if (next.done === true) break;
      page.push(next.value);
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  };
}

async function* ownRows({
  store,
  filter,
  at,
}: Pick<PlatformFiles, 'store' | 'filter' | 'at'>): AsyncGenerator<ExportedRow> {
  for await (const page of rowsOfKind({ store, filter, at, kind: filter.kind, onRows: () => undefined }))
    for (const row of page) if (row.origin === 'kiosk') yield row;
}
