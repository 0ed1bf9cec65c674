/** The kiosk without touch: by the keyboard alone, and by the two buttons of a switch. What each can do has the same names. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Presses a key until the condition on the element holds. */
async function pressUntil(
  page: Page,
  key: string,
  element: Locator,
  holds: (element: HTMLElement | SVGElement) => boolean,
): Promise<void> {
  await expect(element).toBeAttached();
  for (let step = 0; step < 60; step += 1) {
    if (await element.evaluate(holds)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${element} cannot be reached with ${key}`);
}

const hasFocus = (element: HTMLElement | SVGElement): boolean => element === document.activeElement;
/** The focus is on a radio button of the same group. */
const groupHasFocus = (element: HTMLElement | SVGElement): boolean =>
  document.activeElement?.getAttribute('name') === element.getAttribute('name');

export function keyboardOf(page: Page) {
  const press = async (name: string | RegExp) => {
    await pressUntil(page, 'Tab', page.getByRole('button', { name }).first(), hasFocus);
    await page.keyboard.press('Enter');
  };
  const type = async (field: string, text: string) => {
    await pressUntil(page, 'Tab', page.getByRole('textbox', { name: field }), hasFocus);
    await page.keyboard.type(text);
  };
  return {
    press,
    type,
    /** `nth` of those of the same name. */
    async pick(name: string | RegExp, nth = 0) {
      const radio = page.getByRole('radio', { name }).nth(nth);
      await pressUntil(page, 'Tab', radio, groupHasFocus);
      await pressUntil(page, 'ArrowDown', radio, hasFocus);
      await page.keyboard.press('Space');
      await expect(radio).toBeChecked();
    },
    async enterPin(pin: string) {
      await page.keyboard.type(pin);
      await page.keyboard.press('Enter');
    },
    async enterCode(code: string) {
      await type('Code', code);
      await page.keyboard.press('Enter');
    },
  };
}

/** Everything by the two buttons of a switch: one goes on, the other chooses. */
export function switchOf(page: Page) {
  /** One button until the highlight stands there, then the other. */
  const choose = async (wanted: Locator) => {
    await expect(wanted).toBeAttached();
    const mark = await wanted.evaluateHandle((element) => element);
    for (let step = 0; step < 120; step += 1) {
      if (await mark.evaluate((element) => element.classList.contains('scanned'))) {
        await page.keyboard.press('Enter');
        return;
      }
      await page.keyboard.press('Space');
    }
    throw new Error(`${wanted} is never reached`);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  const press = (name: string | RegExp) => choose(button(name));
  const pressExactly = (name: string) => choose(page.getByRole('button', { name, exact: true }));
  return {
    choose,
    press,
    pick: (name: string | RegExp, nth = 0) =>
      choose(page.locator('label.choice-option').filter({ hasText: name }).nth(nth)),
    async type(field: string, text: string) {
      const box = page.getByRole('textbox', { name: field });
      const before = await box.inputValue();
      await choose(box);
      for (const name of text) {
        const key = page.getByRole('button', { name, exact: true });
        await choose(page.locator('.screen-keys').filter({ has: key }));
        await choose(page.locator('.screen-keyboard').getByRole('button', { name, exact: true }));
      }
      await expect(box).toHaveValue(before + text);
    },
    async enterPin(pin: string) {
      for (const digit of pin) await pressExactly(digit);
      await press('Unlock');
    },
    async enterCode(code: string) {
      for (const character of code.replace('-', '')) await pressExactly(character);
      await press(/^Show$/);
    },
  };
}
