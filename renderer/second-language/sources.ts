/** Remembers what each sentence on the screen was made from, so that it can be said in a second language too. */
import type { PostProcessorModule, TOptions } from 'i18next';
import type { LocalizedText } from '../../common/domain/localized-text.ts';

export type Source =
  | { readonly of: 'screens'; readonly key: string; readonly options: TOptions }
  | { readonly of: 'city'; readonly text: LocalizedText };

/** Several screens full; what was shown long ago is not on the screen any more. */
const LIMIT = 2_000;

const sources = new Map<string, Source>();

export function remember(shown: string, source: Source): void {
  const text = shown.trim();
  sources.delete(text);
  sources.set(text, source);
  if (sources.size <= LIMIT) return;
  const [oldest] = sources.keys();
  if (oldest !== undefined) sources.delete(oldest);
}

export const sourceOf = (shown: string): Source | null => sources.get(shown.trim()) ?? null;

/** Sees every sentence that i18next makes. */
export const sentences: PostProcessorModule = {
  type: 'postProcessor',
  name: 'sentences',
  process(value: string, keys: string | readonly string[], options: TOptions) {
    const key = typeof keys === 'string' ? keys : keys.at(-1);
    if (key !== undefined) remember(value, { of: 'screens', key, options });
    return value;
  },
};
