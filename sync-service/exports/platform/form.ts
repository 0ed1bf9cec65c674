/** What makes a file that a platform imports: its name, its headings, a row for each idea. */
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import type { ExportNote } from '../../../common/domain/platform-export.ts';
import type { ExportedRow } from '../contributions.ts';

export type ImportedIdea = {
  readonly row: ExportedRow;
  readonly topic: ConsultationDocument['topics'][number] | null;
  /** Hears what does not fit as it was said. */
  readonly onNote: (note: ExportNote) => void;
};

export type PlatformForm = {
  readonly fileName: (part: { readonly language: string; readonly number: number }) => string;
  /** Of one file; null where the platform takes any number. */
  readonly rowsMax: number | null;
  readonly headings: (language: string) => readonly string[];
  readonly cells: (idea: ImportedIdea) => readonly (string | null)[];
  readonly content: (file: {
    readonly headings: readonly string[];
    readonly pages: AsyncIterable<readonly (readonly (string | null)[])[]>;
  }) => AsyncIterable<Uint8Array>;
};
