/** Whether a screen fits: nothing cut off, nothing too small for a finger, no field behind the keys. */
import { expect, type Page } from '@playwright/test';

const UPRIGHT = { width: 768, height: 1280 } as const;
/** A usual screen, a small one, and one that stands upright. */
const SCREENS = [{ width: 1280, height: 800 }, { width: 1024, height: 768 }, UPRIGHT] as const;
const TOUCH_MIN = 60;

/** Nothing runs past its button or the edge of the screen at the largest size of words. */
export async function expectFittingAtLargest(page: Page, screen: string): Promise<void> {
  const usual = page.viewportSize();
  for (const size of SCREENS) {
    await page.setViewportSize(size);
    const outside = await page.evaluate(async () => {
      const { dataset } = document.documentElement;
      const { size: chosen = 'normal' } = dataset;
      dataset.size = 'largest';
      await new Promise(requestAnimationFrame);
      const found = [
        ...document.querySelectorAll(
          'button, input, textarea, h1, h2, [role="tab"], label.choice-option, .tile, .card, .panel, .notice, .dialog, .slip-code, .screen-actions, .topbar, .statusbar',
        ),
      ]
        .filter((one) => one.checkVisibility())
        .filter((one) => one.closest('[aria-hidden="true"], [style*="clip"]') === null)
        .filter((one) => !one.matches('input[type="radio"], .screen-key'))
        .filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          return one.scrollWidth > one.clientWidth + 2 || left < -1 || right > window.innerWidth + 1;
        })
        .map((one) => `${one.className || one.tagName}: ${one.textContent}`);
      dataset.size = chosen;
      return found;
    });
    expect(outside, `${screen} at the largest size, ${size.width} by ${size.height}`).toEqual([]);
  }
  if (usual !== null) await page.setViewportSize(usual);
}

/** What a finger is to meet is large enough for one that shakes. */
export async function expectTouchable(page: Page, screen: string): Promise<void> {
  const small = await page.evaluate((least) => {
    // A tile's label reaches over all of the tile.
    const reached = (one: Element) => one.closest('.tile') ?? one;
    return (
      [
        ...document.querySelectorAll(
          'button, textarea, input:not([type="radio"]), [role="tab"], [role="option"], label.choice-option',
        ),
      ]
        // What React Aria keeps for screen readers alone is clipped away.
        .filter(
          (one) => one.checkVisibility() && one.closest('[aria-hidden="true"], [style*="clip"]') === null,
        )
        .map((one) => ({ one, box: reached(one).getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
        .map(({ one, box }) => `${box.width} by ${box.height}: ${one.className} ${one.textContent}`)
    );
  }, TOUCH_MIN);
  expect(small, `${screen}: touch targets`).toEqual([]);
}

/** The field that is typed into stands in front, all of its first line. */
export async function expectFieldInSight(page: Page, screen: string): Promise<void> {
  await expect(page.locator('.screen-keyboard'), screen).toBeVisible();
  const seen = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      if (field === null) return ['no field'];
      const { left, right, top } = field.getBoundingClientRect();
      return [left + 8, right - 8]
        .flatMap((x) => [top + 6, top + 54].map((y) => ({ x, y })))
        .filter(({ x, y }) => document.elementFromPoint(x, y) !== field)
        .map(({ x, y }) => `${x}, ${y}`);
    });
  await expect.poll(seen, { message: `${screen}: the field is in sight` }).toEqual([]);
}

/** The keys on the screen are as large as everything else that a finger is to meet, also where a screen stands upright. */
export async function expectKeysTouchable(page: Page, screen: string): Promise<void> {
  const usual = page.viewportSize();
  const keys = page.locator('.screen-keyboard .screen-key');
  const small = () =>
    keys.evaluateAll(
      (all, least) =>
        all
          .map((key) => ({ key, box: key.getBoundingClientRect() }))
          .filter(
            ({ key, box }) =>
              Math.min(box.width, box.height) < least - 0.5 ||
              box.left < 0 ||
              box.right > window.innerWidth ||
              key.scrollWidth > key.clientWidth,
          )
          .map(({ key, box }) => `${key.textContent}: ${box.width} by ${box.height} at ${box.left}`),
      TOUCH_MIN,
    );
  const toOther = keys.filter({ hasText: /^(123|abc)$/ });
  await page.setViewportSize(UPRIGHT);
  for (const layer of ['letters', 'signs']) {
    expect(await keys.count(), `${screen}: ${layer}`).toBeGreaterThan(20);
    expect(await small(), `${screen}: ${layer}`).toEqual([]);
    await toOther.tap();
  }
  if (usual !== null) await page.setViewportSize(usual);
}
