/** What stands on the screen, in its order, in a second language: the screens' and the city's words, nobody's own. */
import type { i18n } from 'i18next';
import { localized } from '../../common/domain/localized-text.ts';
import { sourceOf } from './sources.ts';

export type Line = {
  readonly text: string;
  readonly language: string;
  readonly look: 'heading' | 'button' | 'text';
};

const HIDDEN = '[aria-hidden="true"], .visually-hidden, [inert]';
const BUTTONS = 'button, .choice-option';

const lookOf = (element: Element): Line['look'] =>
  element.closest('h1, h2, h3') ? 'heading' : element.closest(BUTTONS) ? 'button' : 'text';

export function linesOf({ root, language, i18n }: { root: Element; language: string; i18n: i18n }): Line[] {
  const lines: Line[] = [];
  const said = new Set<string>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement, textContent } = node;
    if (parentElement === null || textContent === null || parentElement.closest(HIDDEN)) continue;
    const source = sourceOf(textContent);
    if (source === null || !parentElement.checkVisibility()) continue;
    const shown =
      source.of === 'city'
        ? localized(source.text, [language, 'en'])
        : { text: i18n.t(source.key, { ...source.options, lng: language, postProcess: [] }), language };
    if (said.has(shown.text)) continue;
    said.add(shown.text);
    lines.push({ ...shown, look: lookOf(parentElement) });
  }
  return lines;
}
