import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import {
  addTask,
  boxOf,
  dayFromNow,
  newAccount,
  signUp,
  storedTasks,
  taskNamed,
} from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Selected tasks' });
const notices = (page: Page) => page.getByRole('region', { name: 'Notifications' });

async function addThree(page: Page): Promise<void> {
  for (const title of ['pack the books', 'order a van', 'cancel the gas']) {
    await addTask(page, title);
    await expect(boxOf(page, title)).toBeEnabled();
  }
}

test.describe('many tasks at once', { tag: '@page' }, () => {
  test('are selected, rescheduled and completed by keyboard alone, each by one undo', async ({
    page,
  }) => {
    await signUp(page, newAccount('Ada'));
    await addThree(page);
    await boxOf(page, 'cancel the gas').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(toolbar(page)).toContainText('2 selected');
    await page.keyboard.press('ControlOrMeta+a');
    await expect(toolbar(page)).toContainText('3 selected');
    await expectNoAccessibilityFault(page);

    await toolbar(page).getByRole('button', { name: 'Complete' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const day = page.getByRole('textbox', { name: 'New day' });
    await expect(day).toBeFocused();
    await page.keyboard.type('tomorrow');
    await expect(day).toHaveAccessibleDescription(/^Read as: /u);
    await expectNoAccessibilityFault(page);
    await page.keyboard.press('Enter');
    await expect(notices(page)).toContainText('3 tasks changed');
    const tomorrow = await dayFromNow(page, 1);
    const days = async () => (await storedTasks(page)).map(({ dueOn }) => dueOn);
    expect(await days()).toEqual([tomorrow, tomorrow, tomorrow]);
    await expect(toolbar(page)).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(days).toEqual([null, null, null]);

    await page.getByRole('button', { name: 'Recently changed' }).click();
    await expect(page.getByRole('list', { name: 'Changes' })).toContainText('3 tasks changed');
  });

  test('are moved, tagged and deleted, and come back by one undo', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addThree(page);
    await addTask(page, 'measure the rooms #flat');
    await expect(boxOf(page, 'measure the rooms')).toBeEnabled();
    await page.getByRole('button', { name: 'Select tasks' }).click();
    const select = (title: string) => page.getByRole('checkbox', { name: `Select ${title}` });
    await select('pack the books').click();
    await select('order a van').click();
    await toolbar(page).getByRole('button', { name: 'Move' }).click();
    await page.getByLabel('Move to').selectOption('flat');
    await page.getByRole('button', { name: 'Move them' }).click();
    await expect(taskNamed(page, 'pack the books')).toContainText('flat');
    await expect(taskNamed(page, 'order a van')).toContainText('flat');
    await expect(taskNamed(page, 'cancel the gas')).not.toContainText('flat');

    await page.goto(`${config.webUrl}/tasks`);
    await boxOf(page, 'pack the books').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('ControlOrMeta+a');
    await toolbar(page).getByRole('button', { name: 'Tag' }).click();
    await page.keyboard.type('move');
    await page.keyboard.press('Enter');
    await expect(taskNamed(page, 'cancel the gas')).toContainText('Tag move');

    await boxOf(page, 'pack the books').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await expect(notices(page)).toContainText('4 tasks deleted');
    await expect.poll(async () => (await storedTasks(page)).length).toBe(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(async () => (await storedTasks(page)).length).toBe(4);
    await expect(taskNamed(page, 'cancel the gas')).toContainText('Tag move');
  });

  test('fit the narrowest phone, with room for fingers', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addThree(page);
    await page.getByRole('button', { name: 'Select tasks' }).tap();
    await page.getByRole('checkbox', { name: 'Select order a van' }).tap();
    await toolbar(page).getByRole('button', { name: 'Tag' }).tap();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await expectNoAccessibilityFault(page);
    await context.close();
  });
});
