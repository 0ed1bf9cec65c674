/** What a screen says, sentence by sentence, as it stands there: what is hidden or typed into fields is left out. */

export type Sentence = {
  readonly text: string;
  /** BCP 47, of the nearest element that names one. */
  readonly language: string;
  /** What to point at while it is read. */
  readonly element: Element;
};

/** More than this at once would make somebody wait for the first word. */
const SENTENCE_MAX = 300;
const BLOCKS =
  'h1, h2, h3, p, li, dt, dd, button, label, figcaption, [role="radio"], [data-react-aria-pressable]';
const SILENT = '[aria-hidden="true"], .visually-hidden, input, textarea, [inert], [data-silent]';

/** What is to be read: a question or a closer look, which stands above the screen it came from, else the screen. */
export const shownNow = (): Element | null =>
  document.querySelector('[role="alertdialog"], [role="dialog"]') ?? document.querySelector('main.room');

export function sentencesOf(root: Element): Sentence[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: { element: Element; language: string; text: string }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent ?? '';
    if (parent === null || text.trim() === '' || parent.closest(SILENT) !== null) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const element = parent.closest(BLOCKS) ?? parent;
    const language = parent.closest('[lang]')?.getAttribute('lang') || document.documentElement.lang;
    const last = found.at(-1);
    // Words of one element that React keeps in several pieces are one text.
    if (last !== undefined && last.element === element && last.language === language) last.text += ` ${text}`;
    else found.push({ element, language, text });
  }
  return found.flatMap(({ text, language, element }) =>
    splitText(text, language).map((sentence) => ({ text: sentence, language, element })),
  );
}

/** Whole sentences of the language; one that is too long is cut between words. */
export function splitText(text: string, language: string): string[] {
  const tidy = text.replaceAll(/\s+/g, ' ').trim();
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(tidy)];
  return sentences.flatMap(({ segment }) => cut(segment.trim())).filter((part) => part !== '');
}

function cut(sentence: string): string[] {
  if (sentence.length <= SENTENCE_MAX) return [sentence];
  const space = sentence.lastIndexOf(' ', SENTENCE_MAX);
  const at = space > 0 ? space : SENTENCE_MAX;
  return [sentence.slice(0, at).trim(), ...cut(sentence.slice(at).trim())];
}
