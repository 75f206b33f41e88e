import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, boxOf, newAccount, signUp, storedTasks, taskNamed } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll, narrowestPhone } from './reach.ts';

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });
const deleted = (page: Page, title: string) =>
  page
    .getByRole('list', { name: 'Deleted tasks' })
    .getByRole('listitem')
    .filter({ hasText: title });

test.describe('the trash', { tag: '@page' }, () => {
  test('has an address, gives a task back by keyboard, and takes that back by undo', async ({
    page,
  }) => {
    await signUp(page, newAccount('Ada'));
    await page.goto(`${config.webUrl}/tasks?view=trash`);
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    await expectNoAccessibilityFault(page);

    await views(page)
      .getByRole('link', { name: /^Tasks/u })
      .click();
    for (const title of ['feed the cat', 'water the plants']) {
      await addTask(page, title);
      await expect(boxOf(page, title)).toBeEnabled();
      await page.getByRole('button', { name: `Delete ${title}` }).click();
    }
    await expect.poll(() => storedTasks(page)).toEqual([]);
    await views(page).getByRole('link', { name: 'Trash' }).click();
    await expect(page).toHaveURL(/view=trash/u);
    await expect(deleted(page, 'feed the cat')).toContainText('gone for ever on');
    await expectNoAccessibilityFault(page);

    await page.getByRole('button', { name: 'Restore water the plants' }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: 'Restore feed the cat' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
      '“feed the cat” restored',
    );
    await expect(deleted(page, 'feed the cat')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Restore water the plants' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(deleted(page, 'feed the cat')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(deleted(page, 'feed the cat')).toHaveCount(0);
    await page.reload();
    await expect(deleted(page, 'water the plants')).toBeVisible();
    await views(page)
      .getByRole('link', { name: /^Tasks/u })
      .click();
    await expect(taskNamed(page, 'feed the cat')).toBeVisible();
  });

  test('fits the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'a task with a rather long title that has to be broken');
    await page.getByRole('button', { name: /^Delete a task/u }).click();
    await views(page).getByRole('button', { name: 'Projects and more' }).click();
    await views(page).getByRole('link', { name: 'Trash' }).click();
    await expect(deleted(page, 'a task with a rather long title')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await context.close();
  });
});
