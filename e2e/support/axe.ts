/** axe-core with the rules of WCAG 2.2 AA. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const THEMES = ['contrast', 'dark', 'yellow'];

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
        // Colours that are on their way are none of the theme.
        dataset.motion = how;
        return new Promise((resolve) => setTimeout(resolve, 20));
      },
      [wanted, moving] as const,
    );
  for (const one of THEMES) {
    await dress(one, 'calm');
    const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
    const found = violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
    expect(found, `${screen}, ${one}`).toEqual([]);
  }
  await dress(theme, motion);
}

/** Nothing runs past its button or the edge of the screen at the largest size. */
export async function expectFittingAtLargest(page: Page, screen: string): Promise<void> {
  const outside = await page.evaluate(() => {
    const { dataset } = document.documentElement;
    const { size = 'normal' } = dataset;
    dataset.size = 'largest';
    const found = [...document.querySelectorAll('button, label.choice-option, .screen-actions, .topbar')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return one.scrollWidth > one.clientWidth + 2 || left < -1 || right > window.innerWidth + 1;
      })
      .map((one) => `${one.className}: ${one.textContent}`);
    dataset.size = size;
    return found;
  });
  expect(outside, `${screen} at the largest size`).toEqual([]);
}

export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, screen).toEqual([]);
  // The frame of a kiosk stays where it is, whatever was brought into view inside it.
  const frame = page.locator('.kiosk');
  if ((await frame.count()) > 0)
    expect(await frame.evaluate((kiosk) => kiosk.getBoundingClientRect().top)).toBe(0);
}
