/** What the voice would say of a screen beside what stands there, without making a sound of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { transformWithOxc } from 'vite';

const SOURCE = path.join(import.meta.dirname, '..', '..', 'renderer', 'speech', 'screen-text.ts');
/** The kiosk's own file, for a page that has no modules to load it from. */
const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE);
const reading = code.replaceAll(/^export /gm, '');

type Said = {
  readonly shown: string;
  readonly spoken: string;
  readonly unnamed: string[];
  readonly typed: string[];
};

/** Every word that is shown, in its order, in a language that is named; and nothing of what was typed. */
export async function expectSpokenAsShown(page: Page, screen: string): Promise<void> {
  const { shown, spoken, unnamed, typed } = (await page.evaluate(`(() => {
    ${reading}
    const sentences = sentencesOf(shownNow());
    const [root] = [...document.querySelectorAll('[role="alertdialog"], [role="dialog"]')].concat(
      document.querySelector('main.room'),
    );
    // What is there for the eye alone, or for a screen reader alone, is no part of what is shown and said.
    const without = new CSSStyleSheet();
    without.replaceSync(
      '[aria-hidden="true"], .visually-hidden, [style*="clip"] { display: none !important } * { text-transform: none !important }',
    );
    document.adoptedStyleSheets.push(without);
    const shown = root.innerText;
    document.adoptedStyleSheets.pop();
    return {
      shown,
      spoken: sentences.map(({ text }) => text).join(' '),
      unnamed: sentences.filter(({ language }) => language === '').map(({ text }) => text),
      typed: [...root.querySelectorAll('input:not([type="radio"]), textarea')].map(({ value }) => value),
    };
  })()`)) as Said;
  const bare = (text: string) => text.replaceAll(/\s/g, '');
  expect(bare(spoken), `${screen}: read aloud as it is shown`).toBe(bare(shown));
  expect(bare(spoken).length, screen).toBeGreaterThan(0);
  expect(unnamed, `${screen}: of no language`).toEqual([]);
  for (const text of typed.filter((value) => bare(value).length > 2))
    expect(spoken, `${screen}: what was typed is read to nobody`).not.toContain(text);
}
