/** Personal data in people's words that staff covered: everybody reads the masked words, administrators alone the original. */
import type { ByStaff } from './moderation.ts';
import { REVISION } from './published.ts';

export type MaskedText = { readonly title: string | null; readonly words: string };

export type MaskStore = {
  /**
   * The words as they are shown from now on; the feed follows, and it stands in the log. `altered` where something else than
   * covering was done to what is shown; null where there is no such contribution, or its author took it back.
   */
  mask(
    request: ByStaff & MaskedText & { readonly contributionId: string },
  ): Promise<'masked' | 'altered' | null>;
  /** The words as they were said are shown again. False where none of them is covered. */
  unmask(request: ByStaff & { readonly contributionId: string }): Promise<boolean>;
  /** The words as they were said; that somebody read them stands in the log. Null where none of them is covered. */
  original(request: ByStaff & { readonly contributionId: string }): Promise<MaskedText | null>;
};

export const MASKED = `CASE WHEN EXISTS (SELECT 1 FROM masks WHERE contribution_id = c.id AND masks.revision = ${REVISION})
  THEN 1 ELSE 0 END AS masked`;

/** A contribution whose words are about to change. */
export type Maskable = MaskedText & {
  readonly revision: string;
  readonly targetId: string | null;
  readonly targetKind: 'idea' | 'proposal' | null;
};
