/** Everything by touch in few touches, by the keyboard alone, and by the two buttons of a switch. */
import { expect, test } from '@playwright/test';
import { KioskPage } from './pages/kiosk-page.ts';
import { expectAccessible } from './support/axe.ts';
import { keyboardOf, switchOf } from './support/hands.ts';
import { type Perron, PIN, startPerron } from './support/perron.ts';

let perron: Perron;
test.beforeAll(async () => {
  perron = await startPerron();
});
test.afterAll(() => perron.close());

type Hands = Pick<ReturnType<typeof keyboardOf>, 'press' | 'pick'>;
type TypingHands = Pick<ReturnType<typeof keyboardOf>, 'press' | 'pick' | 'type'>;

async function consentBy({ press, pick }: Hands): Promise<void> {
  await pick('Yes, I agree');
  await pick('No, I do not agree', 1);
  await pick('Spoken');
  await press('Continue');
}

async function confirmBy({ press, pick }: Hands): Promise<void> {
  await press('Read back');
  await pick('The person’s own words');
  await pick('Read aloud');
  await pick('The person, or who speaks for the group');
  await press('Confirm and save');
}

/** From an idea that was saved to a support, and to the end: the code of the slip. */
async function commentAndSupportBy({ press, pick, type }: TypingHands, kiosk: KioskPage): Promise<string> {
  await press('Something else');
  await press(/^Comment/);
  await press(/A bus every fifteen minutes/);
  await press('Write a comment');
  await type('Your comment', 'ok');
  await confirmBy({ press, pick });
  await expect(kiosk.heading('Your comment is saved')).toBeVisible();
  await press('Something else');
  await press(/^Comment/);
  await press(/A bus every fifteen minutes/);
  await press(/^Support$/);
  await press('Yes, I support it');
  await expect(kiosk.heading('Your support is saved')).toBeVisible();
  const code = await kiosk.code();
  await press('I am done');
  await press('Yes, finish');
  await expect(kiosk.heading('Thank you, and goodbye')).toBeVisible();
  return code;
}

async function closeAndLock(kiosk: KioskPage): Promise<void> {
  await kiosk.tap('Desk');
  await kiosk.tap('Close the session');
  await kiosk.tap('Yes, close it');
  await expect(kiosk.heading('The session is closed')).toBeVisible();
  await kiosk.lock();
}

test('an idea, a comment and a support are given by keyboard alone, from the PIN to the code', async ({
  page,
}) => {
  const kiosk = new KioskPage(page);
  const { press, type, pick } = keyboardOf(page);
  await kiosk.open(perron.kioskUrl());
  await press(/^Post an idea/);
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(kiosk.heading('Open a session')).toBeVisible();
  await pick(/Unplanned/);
  await press('Open the session');
  await expect(kiosk.heading(/^Welcome/)).toBeVisible();
  await consentBy({ press, pick });
  await type('Title', 'More roundabouts');
  await type('Your words', 'More roundabouts for intersections');
  await confirmBy({ press, pick });
  await expect(kiosk.heading('Your idea is saved')).toBeVisible();
  await commentAndSupportBy({ press, pick, type }, kiosk);
  await closeAndLock(kiosk);
});

test('from the welcome to the slip in at most 12 touches besides typing and the consent answers', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const counted = { touches: 0 };
    Object.assign(window, { counted });
    addEventListener(
      'pointerup',
      ({ target }) => {
        const spot = target as Element;
        if (spot.closest('.consent, .screen-keyboard') === null) counted.touches += 1;
      },
      { capture: true },
    );
  });
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  const touches = () =>
    page.evaluate(() => (window as unknown as { counted: { touches: number } }).counted.touches);
  const nothingTicked = () =>
    expect(page.getByRole('radio', { checked: true }), 'nothing is ticked beforehand').toHaveCount(0);
  const write = async (label: string, text: string) => {
    await page.getByRole('textbox', { name: label }).tap();
    await page.keyboard.type(text);
  };
  const confirm = async () => {
    await kiosk.tap('Read back');
    await expect(kiosk.heading('Is this what you want to say?')).toBeVisible();
    await nothingTicked();
    await kiosk.choose('The person’s own words');
    await kiosk.choose('Read aloud');
    await kiosk.choose('The person, or who speaks for the group');
    await kiosk.tap('Confirm and save');
  };
  const openProposal = async () => {
    await kiosk.tap(/^Comment/);
    await page.getByText('A bus every fifteen minutes').first().tap();
  };
  const ways = {
    async idea() {
      await kiosk.tap(/^Post an idea/);
      await write('Title', 'A bus');
      await write('Your words', 'We need a real bus system in this city');
      await confirm();
    },
    async comment() {
      await openProposal();
      await kiosk.tap('Write a comment');
      await write('Your comment', 'We need a real bus system in this city');
      await confirm();
    },
    async support() {
      await openProposal();
      await kiosk.tap('Support');
      await kiosk.tap('Yes, I support it');
    },
  };
  for (const [kind, give] of Object.entries(ways)) {
    const before = await touches();
    await kiosk.tap(/^Welcome the next person$/);
    await expect(page.getByRole('radio').first()).toBeVisible();
    await nothingTicked();
    await kiosk.consent();
    await give();
    await expect(kiosk.heading(/is saved$/)).toBeVisible();
    const needed = (await touches()) - before;
    expect(needed, kind).toBeGreaterThan(5);
    expect(needed, kind).toBeLessThanOrEqual(12);
    await kiosk.finish();
    await kiosk.tap(/^Desk$/);
  }
  await closeAndLock(kiosk);
});

async function turnSwitchOn(kiosk: KioskPage): Promise<void> {
  await kiosk.tap('Larger words and colours');
  await kiosk.tap(/^Use with two buttons/);
  await kiosk.tap(/^Done$/);
}

test('an idea, a comment and a support are given with the two buttons of a switch alone, letters included', async ({
  page,
}) => {
  const kiosk = new KioskPage(page);
  await kiosk.openWorkshop({ url: perron.kioskUrl(), pin: PIN });
  await turnSwitchOn(kiosk);
  const { choose, press, pick, type, enterCode, enterPin } = switchOf(page);
  await press(/^Welcome the next person$/);
  await consentBy({ press, pick });
  await press(/^Post an idea/);
  await type('Title', 'bus');
  await type('Your words', 'more');
  await confirmBy({ press, pick });
  await expect(kiosk.heading('Your idea is saved')).toBeVisible();
  await expectAccessible(page, 'with a switch');
  const code = await commentAndSupportBy({ press, pick, type }, kiosk);
  await press(/^Desk$/);
  await expect(page.locator('html'), 'the next person has what everybody has').not.toHaveAttribute(
    'data-switches',
  );
  await closeAndLock(kiosk);

  await kiosk.open(perron.kioskUrl());
  await turnSwitchOn(kiosk);
  await press(/^I have a code/);
  await enterCode(code);
  await kiosk.says('A bus every fifteen minutes');
  await expectAccessible(page, 'a receipt with a switch');
  await press(/^Facilitator$/);
  await enterPin(PIN);
  await expect(kiosk.heading('Open a session')).toBeVisible();
  await choose(page.getByRole('button', { name: 'Lock', exact: true }));
  await expect(page.getByRole('button', { name: 'Facilitator', exact: true })).toBeVisible();
});

for (const [hands, handsOf] of Object.entries({
  'the keyboard alone': keyboardOf,
  'two buttons': switchOf,
})) {
  test(`practice, paper, a card, other words and taking back by ${hands}`, async ({ page }) => {
    const kiosk = new KioskPage(page);
    const { press, pick, type, enterCode, enterPin } = handsOf(page);
    const begin = async () => {
      if (handsOf === switchOf) await turnSwitchOn(kiosk);
    };
    await kiosk.open(perron.kioskUrl());
    await begin();
    await press('Facilitator');
    await enterPin(PIN);
    await press('Practise');
    const practice = page.getByRole('region', { name: 'Practice.' });
    await expect(practice).toBeVisible();
    await press('End practice');
    await expect(practice).toBeHidden();
    await press(/^Desk$/);
    await expect(kiosk.heading('Open a session')).toBeVisible();
    await pick(/Unplanned/);
    await press('Open the session');
    await expect(kiosk.heading('Facilitator’s desk')).toBeVisible();

    await press('Paper forms');
    await type('Title', 'ab');
    await type('The person’s words', 'cd');
    await pick('Yes, I agree');
    await pick('No, I do not agree', 1);
    await press('Save this form');
    await kiosk.says('The sheet is saved');
    await press(/^Desk$/);

    await press(/^Welcome the next person$/);
    await consentBy({ press, pick });
    await press(/^Post an idea/);
    await type('Title', 'ef');
    await type('Your words', 'gh');
    await confirmBy({ press, pick });
    await expect(kiosk.heading('Your idea is saved')).toBeVisible();
    const code = await kiosk.code();
    await press('Participant');
    await press('Let this person wait');
    await expect(kiosk.heading('Card 1')).toBeVisible();
    await press(/^Desk$/);
    await expect(kiosk.heading('Facilitator’s desk')).toBeVisible();
    await begin();
    await press(/^Card 1/);
    await expect(kiosk.heading('What would you like to do?')).toBeVisible();
    await press('I am done');
    await press('Yes, finish');
    await expect(kiosk.heading('Thank you, and goodbye')).toBeVisible();
    await press(/^Desk$/);
    await begin();

    await press(/^Home$/);
    await press(/^I have a code/);
    await enterCode(code);
    await press('Say it in other words');
    await type('Your words', 'x');
    await confirmBy({ press, pick });
    await kiosk.says(/In other words since then/);
    await press('Take this back');
    await press('Yes, take it back');
    await kiosk.says(/^Taken back/);
    await closeAndLock(kiosk);
  });
}
