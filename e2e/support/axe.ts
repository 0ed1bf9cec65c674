/** axe-core with the rules of WCAG 2.2 AA. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, screen).toEqual([]);
  // The frame of a kiosk stays where it is, whatever was brought into view inside it.
  const frame = page.locator('.kiosk');
  if ((await frame.count()) > 0)
    expect(await frame.evaluate((kiosk) => kiosk.getBoundingClientRect().top)).toBe(0);
}
