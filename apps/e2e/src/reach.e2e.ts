import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, newAccount, say, signUp, taskNamed } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

/** Presses Tab until the element has the focus, as a person without a mouse does. */
async function tabTo(
  page: Page,
  name: string | RegExp,
  role: 'button' | 'checkbox' | 'textbox',
): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' });
  await expect(target.first()).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}`);
}

test.describe('every page is for everybody (A1, A3)', () => {
  test('the whole task story works by keyboard alone', async ({ page }) => {
    const account = newAccount('Keys');
    await page.goto(`${config.webUrl}/sign-up`);
    await tabTo(page, 'Name', 'textbox');
    await page.keyboard.type(account.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(account.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(account.password);
    await page.keyboard.press('Enter');

    await tabTo(page, 'Add a task', 'textbox');
    await page.keyboard.type('read a book');
    await page.keyboard.press('Enter');
    await expect(taskNamed(page, 'read a book')).toBeVisible();

    await tabTo(page, 'Complete read a book', 'checkbox');
    await page.keyboard.press('Space');
    await expect(page.getByRole('checkbox', { name: 'Complete read a book' })).toBeChecked();

    await tabTo(page, 'Edit read a book', 'button');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('read two books');
    await page.keyboard.press('Enter');
    await expect(taskNamed(page, 'read two books')).toBeVisible();

    await tabTo(page, 'Delete read two books', 'button');
    await page.keyboard.press('Enter');
    await expect(taskNamed(page, 'read two books')).toHaveCount(0);
  });

  test('pages fit the narrowest phone and have no accessibility fault in light and in dark', async ({
    browser,
  }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    for (const path of [
      config.webUrl,
      `${config.webUrl}/sign-in`,
      `${config.webUrl}/sign-up`,
      `${config.webUrl}/forgot-password`,
      `${config.webUrl}/reset-password?token=made-up`,
      `${config.chatbotUrl}/sign-in`,
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectRoomForFingers(page);
      await expectNoAccessibilityFault(page);
    }
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'a task with a rather long title that has to be broken somewhere tomorrow');
    await expect(page.getByRole('list', { name: 'Tasks' }).getByRole('listitem')).toHaveCount(1);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const url of [`${config.webUrl}/tasks`, config.chatbotUrl]) {
        await page.goto(url);
        await expect(page.getByRole('textbox').first()).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectRoomForFingers(page);
        await expectNoAccessibilityFault(page);
      }
    }
    await say(page, 'show my tasks', /rather long title/i);
    await say(page, 'delete everything', /./);
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await context.close();
  });
});

test.describe('what the services say of themselves (A4)', () => {
  for (const [name, url] of [
    ['web', config.webUrl],
    ['chatbot', config.chatbotUrl],
  ] as const) {
    test(`${name} is ready and reports the API`, async ({ request }) => {
      const ready = await request.get(`${url}/ready`);
      expect(ready.status()).toBe(200);
      expect(await ready.json()).toMatchObject({
        status: 'ok',
        checks: { database: 'ok', api: 'ok' },
      });
      expect((await request.get(`${url}/health`)).status()).toBe(200);
    });
  }
});
