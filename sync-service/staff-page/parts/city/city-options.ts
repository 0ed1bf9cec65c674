/** What the city named in several languages, to choose from in the page's own or whichever there is. */
import { type LocalizedText, localized } from '../../../../common/domain/localized-text.ts';

export const cityOptions = (
  named: readonly { readonly id: string; readonly text: LocalizedText }[],
  wanted: string,
): { readonly value: string; readonly label: string; readonly language: string }[] =>
  named.map(({ id, text }) => {
    const found = localized(text, [wanted, 'en']);
    return { value: id, label: found.text, language: found.language };
  });
