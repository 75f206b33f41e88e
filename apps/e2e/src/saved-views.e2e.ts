import { expect, test, type Page } from '@playwright/test';
import { addTask, boxOf, newAccount, signUp, taskNamed } from './person.ts';
import { expectNoAccessibilityFault } from './reach.ts';

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });
const viewLink = (page: Page, name: string) => views(page).getByRole('link', { name, exact: true });

test.describe('saved views', { tag: '@page' }, () => {
  test('are written as a filter that is checked as typed, shown at an address, changed and deleted', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    for (const line of ['buy milk @home p1', 'air the rooms @home', 'call mara @phone p1']) {
      await addTask(page, line);
    }
    await expect(boxOf(page, 'call mara')).toBeEnabled();
    await views(page).getByRole('button', { name: 'New view' }).click();
    const filter = page.getByRole('textbox', { name: 'Filter' });
    await filter.fill('tag:home & prioriti:high');
    await expect(filter).toHaveAccessibleDescription(/Possible here: .*priority/u);
    await expect(page.getByRole('dialog').locator('mark')).toHaveText('prioriti');
    await expectNoAccessibilityFault(page);
    await filter.fill('tag:home & priority:high');
    await expect(filter).toHaveAccessibleDescription('Finds: buy milk');
    await page.getByRole('textbox', { name: 'Name' }).fill('Soon at home');
    await page.getByRole('button', { name: 'Save' }).click();

    await expect(page.getByRole('heading', { name: 'Soon at home', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/saved=/u);
    await expect(taskNamed(page, 'buy milk')).toBeVisible();
    await expect(taskNamed(page, 'air the rooms')).toHaveCount(0);
    await page.reload();
    await expect(taskNamed(page, 'buy milk')).toBeVisible();
    await expect(taskNamed(page, 'call mara')).toHaveCount(0);
    await expect(viewLink(page, 'Soon at home')).toHaveAttribute('aria-current', 'page');

    // A search, saved as it is.
    await page.getByRole('searchbox', { name: 'Search tasks' }).fill('mara');
    await expect(taskNamed(page, 'call mara')).toBeVisible();
    await views(page).getByRole('button', { name: 'New view' }).click();
    await expect(filter).toHaveValue('like:"mara"');
    await page.getByRole('textbox', { name: 'Name' }).fill('Mara');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { name: 'Mara', level: 1 })).toBeVisible();
    await expect(taskNamed(page, 'call mara')).toBeVisible();

    await page.getByRole('button', { name: 'Edit view' }).click();
    await page.getByRole('button', { name: 'Move the view up' }).click();
    await expect(page.getByRole('button', { name: 'Move the view up' })).toBeDisabled();
    await page.getByRole('textbox', { name: 'Name' }).fill('About Mara');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(viewLink(page, 'About Mara')).toBeVisible();
    const names = await views(page).getByRole('link').allTextContents();
    expect(names.indexOf('About Mara')).toBeLessThan(names.indexOf('Soon at home'));
    await expect(viewLink(page, 'Mara')).toHaveCount(0);

    await page.getByRole('button', { name: 'Edit view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(viewLink(page, 'About Mara')).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(viewLink(page, 'About Mara')).toBeVisible();
  });
});
