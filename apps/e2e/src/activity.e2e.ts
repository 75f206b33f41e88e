import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, boxOf, newAccount, say, signUp, storedTasks } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const rows = (page: Page) =>
  page.getByRole('list', { name: 'What was done' }).locator(':scope > li');
const said = (page: Page) => page.getByRole('status').first();

async function openActivity(page: Page): Promise<void> {
  await page.goto(`${config.webUrl}/activity`);
  await expect(rows(page).first()).toBeVisible();
}

test.describe('the activity', { tag: '@page' }, () => {
  test('says who did what from where, and goes back and forward step by step', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'buy milk');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await page.goto(config.chatbotUrl);
    await say(page, 'buy milk tomorrow', /./u);
    await say(page, 'add call the bank', /Added/u);
    await openActivity(page);
    await expect(rows(page).first()).toContainText('You, by the assistant');
    await expect(rows(page).last()).toContainText('You, on this site');
    await expectNoAccessibilityFault(page);

    await page.getByLabel('Done', { exact: true }).selectOption('on this site');
    await expect(rows(page)).toHaveCount(1);
    await page.getByLabel('Done', { exact: true }).selectOption('from wherever');

    const undo = page.getByRole('button', { name: 'Undo the last step' });
    await undo.focus();
    await page.keyboard.press('Enter');
    await expect(said(page)).toContainText('Undone');
    const titles = async () => (await storedTasks(page)).map(({ title }) => title);
    await expect.poll(titles).not.toContain('call the bank');
    await page.getByRole('button', { name: 'Redo it' }).focus();
    await page.keyboard.press('Enter');
    await expect(said(page)).toContainText('Done again');
    await expect.poll(titles).toContain('call the bank');
  });

  test('shows a task as it was after each step, and at a moment', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'buy milk');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    const before = await page.evaluate(() => new Date(Date.now() - 3_600_000).toISOString());
    await page.getByRole('button', { name: 'Edit buy milk' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('buy oat milk');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(boxOf(page, 'buy oat milk')).toBeEnabled();

    await openActivity(page);
    await expect(rows(page).first()).toContainText('Title: from buy milk to buy oat milk');
    await rows(page)
      .first()
      .getByRole('button', { name: /^Only this task/u })
      .click();
    await page.getByRole('button', { name: /^As it was then: .*added/u }).click();
    const dialog = page.getByRole('dialog', { name: 'As it was' });
    await expect(dialog).toContainText('buy milk');
    await expectNoAccessibilityFault(page);
    await page.keyboard.press('Escape');
    await page.getByLabel('As it was on').fill(before.slice(0, 'yyyy-mm-ddThh:mm'.length));
    await page.getByRole('button', { name: 'Show it' }).click();
    await expect(page.getByText('The task was not there then.')).toBeVisible();
  });

  test('says why something is not undone, and fits the narrowest phone in both themes', async ({
    browser,
  }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'a task with a rather long title that has to be broken somewhere');
    await expect(page.getByRole('list', { name: 'Tasks' }).getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: /^Edit a task/u }).tap();
    await page.getByRole('textbox', { name: 'Title' }).fill('worked on since');
    await page.getByRole('button', { name: 'Save' }).tap();
    await expect(boxOf(page, 'worked on since')).toBeEnabled();
    await openActivity(page);
    await page.getByRole('button', { name: /^Undo: .*added/u }).tap();
    await expect(page.getByRole('alert').filter({ hasText: 'was not undone' })).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(page);
      await expectRoomForFingers(page);
      await expectNoAccessibilityFault(page);
      await page.screenshot({ path: test.info().outputPath(`activity-${colorScheme}.png`) });
    }
    await context.close();
  });
});
