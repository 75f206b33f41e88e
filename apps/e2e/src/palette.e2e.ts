import { expect, test, type Page } from '@playwright/test';
import { addTask, boxOf, newAccount, quickAdd, signUp, taskNamed } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const title = 'Find a task, a place or a command';
const palette = (page: Page) => page.getByRole('dialog', { name: title });
const field = (page: Page) => page.getByRole('combobox', { name: title });
const options = (page: Page) => palette(page).getByRole('option');

async function open(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field(page)).toBeFocused();
}

async function run(page: Page, name: string): Promise<void> {
  await open(page);
  await page.keyboard.type(name);
  await expect(options(page).first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
}

async function addThree(page: Page): Promise<void> {
  for (const line of ['call the plumber #flat', 'buy oat milk @errand', 'read a book tomorrow']) {
    await addTask(page, line);
    await expect(quickAdd(page)).toHaveValue('');
  }
  await expect(boxOf(page, 'read a book')).toBeEnabled();
}

test.describe('the palette', { tag: '@page' }, () => {
  test('finds tasks in spite of a slip, goes to places and runs commands, by keyboard alone', async ({
    page,
  }) => {
    await signUp(page, newAccount('Ada'));
    await addThree(page);

    await open(page);
    await page.keyboard.type('plumer');
    await expect(options(page)).toContainText(['call the plumber']);
    await expectNoAccessibilityFault(page);
    await page.keyboard.press('Enter');
    await expect(boxOf(page, 'call the plumber')).toBeFocused();

    await run(page, 'Complete the task');
    await expect(boxOf(page, 'call the plumber')).toBeChecked();
    await run(page, 'Undo the last change');
    await expect(boxOf(page, 'call the plumber')).not.toBeChecked();

    await run(page, 'flat');
    await expect(page.getByRole('heading', { name: 'flat', level: 1 })).toBeVisible();
    await run(page, '@errand');
    await expect(page.getByRole('heading', { name: '@errand', level: 1 })).toBeVisible();
    await expect(taskNamed(page, 'buy oat milk')).toBeVisible();
    await expect(taskNamed(page, 'read a book')).toHaveCount(0);

    await open(page);
    await expect(palette(page).getByRole('group', { name: 'Recent' })).toContainText('flat');
    await page.keyboard.press('Escape');
    await expect(palette(page)).toHaveCount(0);

    await run(page, 'Activity');
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  });

  test('is readable in light and in dark, and fits the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addThree(page);
    await page.getByRole('button', { name: title }).tap();
    await expect(options(page).first()).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoAccessibilityFault(page);
      await expectNoSidewaysScroll(page);
      await expectRoomForFingers(page);
      await page.screenshot({ path: test.info().outputPath(`palette-${colorScheme}.png`) });
    }
    await field(page).fill('milk');
    await options(page).filter({ hasText: 'buy oat milk' }).tap();
    await expect(palette(page)).toHaveCount(0);
    await expect(boxOf(page, 'buy oat milk')).toBeInViewport();
    await context.close();
  });
});
