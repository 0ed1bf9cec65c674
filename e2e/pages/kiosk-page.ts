/** The kiosk as a facilitator and a participant use it: by what the screens say in English, by touch and keys. */
import { expect, type Locator, type Page } from '@playwright/test';

export class KioskPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole('button', { name: 'English', exact: true }).last().click();
    await this.says('Look around');
  }

  async says(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().tap();
  }

  async choose(name: string | RegExp): Promise<void> {
    await this.page.getByRole('radio', { name }).first().locator('xpath=ancestor-or-self::label').tap();
  }

  /** The page begins anew when the desk is locked: whoever opens another one before that would be cut off. */
  async lock(): Promise<void> {
    const anew = this.page.waitForEvent('load');
    await this.tap(/^Lock$/);
    await anew;
  }

  async unlock(pin: string): Promise<void> {
    await this.tap('Facilitator');
    await this.typePin(pin);
  }

  async typePin(pin: string): Promise<void> {
    for (const digit of pin) await this.page.getByRole('button', { name: digit, exact: true }).tap();
    await this.tap('Unlock');
  }

  async openSession(workshop: RegExp): Promise<void> {
    await expect(this.heading('Open a session')).toBeVisible();
    await this.choose(workshop);
    await this.tap('Open the session');
    await expect(this.heading('Facilitator’s desk')).toBeVisible();
  }

  /** From the first screen to the desk of today's workshop. */
  async openWorkshop({ url, pin }: { url: string; pin: string }): Promise<void> {
    await this.open(url);
    await this.unlock(pin);
    await this.openSession(/Citizen workshop/);
  }

  /** Until the service has welcomed the kiosk. */
  async connect(): Promise<void> {
    await this.tap('Try now');
    await expect(this.connection.getByText('Online')).toBeVisible();
  }

  /** From the desk to the menu of what the participant can do. */
  async welcome(): Promise<void> {
    await this.tap(/^Welcome the next person$/);
    await this.consent();
  }

  /** Alone, nobody is asked how the answer was given, and the idea that was wanted comes next. */
  async consent({ alone = false }: { alone?: boolean } = {}): Promise<void> {
    await this.choose('Yes, I agree');
    await this.declineTheRest();
    if (!alone) await this.choose('Spoken');
    await this.tap('Continue');
    if (alone) await expect(this.page.getByRole('textbox', { name: 'Your words' })).toBeVisible();
    else await expect(this.heading('What would you like to do?')).toBeVisible();
  }

  /** No to all that is asked besides publishing. */
  async declineTheRest(): Promise<void> {
    const groups = this.page.getByRole('radiogroup');
    for (let n = 1; n < (await groups.count()); n += 1) {
      const no = groups.nth(n).getByText('No, I do not agree');
      if ((await no.count()) > 0) await no.tap();
    }
  }

  /** Says no to publishing, where the city can seal. */
  async refusePublishing(): Promise<void> {
    await this.choose('No, I do not agree');
    await this.declineTheRest();
    await this.choose('Spoken');
    await this.tap('Continue');
    await expect(this.heading('What would you like to do?')).toBeVisible();
  }

  async type(label: 'Title' | 'Your words' | 'Your comment', text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label }).pressSequentially(text);
  }

  async writeIdea({ title, words }: { title: string; words: string }): Promise<void> {
    await this.tap(/^Post an idea/);
    await this.type('Title', title);
    await this.type('Your words', words);
  }

  /** Reads back and confirms; resolves with the code that the screen shows. */
  async confirm(): Promise<string> {
    await this.tap('Read back');
    await expect(this.heading('Is this what you want to say?')).toBeVisible();
    await this.choose('The person’s own words');
    await this.choose('Read aloud');
    await this.choose('The person, or who speaks for the group');
    await this.tap('Confirm and save');
    await expect(this.heading(/is saved$/)).toBeVisible();
    return this.code();
  }

  async code(): Promise<string> {
    return ((await this.page.locator('.slip-code').textContent()) ?? '').trim();
  }

  async somethingElse(): Promise<void> {
    await this.tap('Something else');
    await expect(this.heading('What would you like to do?')).toBeVisible();
  }

  async finish(): Promise<void> {
    await this.tap('I am done');
    await this.tap('Yes, finish');
    await expect(this.heading('Thank you, and goodbye')).toBeVisible();
  }

  get connection(): Locator {
    return this.page.getByRole('region', { name: 'Connection' });
  }
}
