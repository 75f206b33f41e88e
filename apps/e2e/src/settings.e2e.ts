import { expect, test, type Browser, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, newAccount, quickAdd, signUp } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const canvases = { light: 'rgb(248, 246, 241)', dark: 'rgb(19, 21, 19)' };
const canvasOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** The canvas of a browser that runs no script: nothing but the answer itself can have painted it. */
async function canvasWithoutScripts(browser: Browser, from: Page, path: string): Promise<string> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await from.context().storageState(),
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await page.goto(`${config.webUrl}${path}`);
  const canvas = await canvasOf(page);
  await context.close();
  return canvas;
}

test.describe('settings', { tag: '@page' }, () => {
  test('a chosen theme is there with the first paint, on every page, and no policy is broken', async ({
    page,
    browser,
  }) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/iu.test(message.text())) faults.push(message.text());
    });
    await page.emulateMedia({ colorScheme: 'light' });
    await signUp(page, newAccount('Ada'));
    await page.getByRole('link', { name: 'Settings' }).click();
    const theme = page.getByLabel('Theme');
    await theme.selectOption('Dark');
    expect(await canvasOf(page)).toBe(canvases.dark);
    expect(await canvasWithoutScripts(browser, page, '/settings')).toBe(canvases.dark);
    await page.goto(config.chatbotUrl);
    if (new URL(config.chatbotUrl).hostname === new URL(config.webUrl).hostname) {
      expect(await canvasOf(page)).toBe(canvases.dark);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${config.webUrl}/settings`);
    await theme.selectOption('Light');
    await page.reload();
    expect(await canvasOf(page)).toBe(canvases.light);
    await theme.selectOption('As the system');
    expect(await canvasOf(page)).toBe(canvases.dark);
    await page.reload();
    expect(await canvasOf(page)).toBe(canvases.dark);
    expect(faults).toEqual([]);
  });

  test('every page is readable in both themes, whatever the system has', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'buy milk tomorrow #flat @errand');
    await expect(quickAdd(page)).toHaveValue('');
    for (const [theme, colorScheme] of [
      ['Dark', 'light'],
      ['Light', 'dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${config.webUrl}/settings`);
      await page.getByLabel('Theme').selectOption(theme);
      for (const path of ['/settings', '/account', '/tokens', '/tasks', '/activity']) {
        await page.goto(`${config.webUrl}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByText(/^Loading/u)).toHaveCount(0);
        await expectNoSidewaysScroll(page);
        await expectRoomForFingers(page);
        await expectNoAccessibilityFault(page);
        const name = `${path.slice(1)}-${theme.toLowerCase()}.png`;
        await page.screenshot({ path: test.info().outputPath(name) });
      }
    }
    await context.close();
  });

  test('weeks and zone are kept with the account', async ({ page, browser }) => {
    await signUp(page, newAccount('Ada'));
    await page.goto(`${config.webUrl}/settings`);
    await page.getByLabel('A week begins on').selectOption('Sunday');
    await expect(page.getByText('Weeks and dates are saved.')).toBeVisible();
    await page.getByLabel('Time zone', { exact: true }).selectOption('Asia/Tokyo');
    await expect(page.getByText('Time zone and reminders are saved.')).toBeVisible();
    const other = await browser.newContext({ storageState: await page.context().storageState() });
    const again = await other.newPage();
    await again.goto(`${config.webUrl}/settings`);
    await expect(again.getByLabel('A week begins on')).toHaveValue('6');
    await expect(again.getByLabel('Time zone', { exact: true })).toHaveValue('Asia/Tokyo');
    await other.close();
  });
});
