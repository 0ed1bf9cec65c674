/** The staff page in English, as someone of the city uses it. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

export class StaffPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn({ url, name, password }: { url: string; name: string; password: string }): Promise<void> {
    await this.page.goto(`${url}/staff/`);
    await this.enter({ name, password });
    await expect(this.page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible();
  }

  /** In whatever language the page is. */
  async enter({ name, password }: { name: string; password: string }): Promise<void> {
    await this.page.locator('input[autocomplete="username"]').fill(name);
    await this.page.locator('input[type="password"]').fill(password);
    await this.page.keyboard.press('Enter');
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }

  async openLatestSession(): Promise<void> {
    // Above the list may be the workshops of today.
    await this.page.getByRole('main').locator('a[href^="#/sessions/"]').first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: /Session/ })).toBeVisible();
  }

  /** The text of the downloaded file. */
  async exportCsv(): Promise<string> {
    await this.page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Download' }).click();
    return readFileSync(await (await download).path(), 'utf8');
  }
}
