/**
 * axe-core with the rules of WCAG 2.2 AA. Run in the page itself and put there once: @axe-core/playwright sends it with each
 * look and opens another page to sum up what frames say, and no page here has frames.
 */
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import type { ScreenName } from '../../renderer/navigation/screens.ts';
import { expectFittingAtLargest, expectTouchable } from './fit.ts';
import { expectSpokenAsShown } from './spoken.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const THEMES = ['contrast', 'dark', 'yellow'];

type Rules = { readonly type: 'tag' | 'rule'; readonly values: string[] };

/** What axe finds, with the elements that it finds it in. */
async function findings(page: Page, runOnly: Rules): Promise<string[]> {
  const there = await page.evaluate(() => 'axe' in window);
  if (!there) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    // Colours that are on their way are none of the theme.
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    const { violations } = await here.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, runOnly);
}

/** As `expectAccessible`, and colours in every theme: all else is the same in each. The page is not loaded anew for it. */
export async function expectAccessibleInEveryTheme(page: Page, screen: string): Promise<void> {
  await expectAccessible(page, screen);
  const { theme = 'paper', motion = 'usual' } = await page.evaluate(() => ({
    ...document.documentElement.dataset,
  }));
  const dress = (wanted: string, moving: string) =>
    page.evaluate(
      ([to, how]) => {
        const { dataset } = document.documentElement;
        dataset.theme = to;
        dataset.motion = how;
      },
      [wanted, moving] as const,
    );
  for (const one of THEMES) {
    await dress(one, 'calm');
    const found = await findings(page, { type: 'rule', values: ['color-contrast'] });
    expect(found, `${screen}, ${one}`).toEqual([]);
  }
  await dress(theme, motion);
}

export async function expectAccessible(page: Page, screen: string): Promise<void> {
  expect(await findings(page, { type: 'tag', values: TAGS }), screen).toEqual([]);
  // The frame of a kiosk stays where it is, whatever was brought into view inside it.
  const frame = page.locator('.kiosk');
  if ((await frame.count()) > 0)
    expect(await frame.evaluate((kiosk) => kiosk.getBoundingClientRect().top)).toBe(0);
}

/** One screen that stands in the way of every other, by its name, in a language from left to right and one from right to left. */
export async function expectScreenInEveryTheme(page: Page, screen: ScreenName): Promise<void> {
  const speak = async (language: string) => {
    await page.locator('.language-switch button').click();
    await page.getByRole('option', { name: language, exact: true }).click();
  };
  await expect(page.locator('main.room')).toHaveAttribute('data-screen', screen);
  for (const language of ['Français', 'العربية']) {
    await speak(language);
    await expectAccessibleInEveryTheme(page, `${screen}, ${language}`);
    await expectTouchable(page, screen);
    await expectFittingAtLargest(page, screen);
    await expectSpokenAsShown(page, screen);
  }
  await speak('English');
}
