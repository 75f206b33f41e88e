import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, newAccount, quickAdd, signUp, taskNamed, undo } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll } from './reach.ts';

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });

/** Asks the API as the page does, with the person's session. */
async function ask(page: Page, path: string, data: object): Promise<Record<string, string>> {
  const headers = { origin: new URL(config.webUrl).origin };
  const answer = await page.request.post(`${config.webUrl}${path}`, { data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Record<string, string>;
}

test.describe('tasks of several people', () => {
  test('are assigned, found by whom they are for, and moved with what becomes of that', async ({
    browser,
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    const { id } = await ask(page, '/api/v1/spaces', { name: 'Family', memberName: 'Ada' });
    const { secret } = await ask(page, `/api/v1/spaces/${id}/invitations`, { role: 'editor' });
    const other = await (await browser.newContext()).newPage();
    await signUp(other, newAccount('Bob'));
    await ask(other, '/api/v1/invitations/accept', { secret, memberName: 'Bob' });

    await page.goto(`${config.webUrl}/tasks?space=${id}`);
    await expect(quickAdd(page)).toBeEditable();
    await addTask(page, 'feed the cat');
    await page.getByRole('button', { name: 'Edit feed the cat' }).click();
    await page.getByRole('combobox', { name: 'Assigned to' }).selectOption('Bob');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(taskNamed(page, 'feed the cat')).toContainText('Assigned to Bob');
    await expectNoAccessibilityFault(page);
    const body = await page.screenshot({ fullPage: true });
    await test.info().attach('assigned', { body, contentType: 'image/png' });

    await other.goto(`${config.webUrl}/tasks`);
    await views(other)
      .getByRole('link', { name: /^Assigned to you/u })
      .click();
    await expect(taskNamed(other, 'feed the cat')).toContainText('Assigned to You');

    await page.getByRole('button', { name: 'Edit feed the cat' }).click();
    const move = page.getByRole('combobox', { name: 'Move to another space' });
    await move.selectOption('Your own tasks');
    await expect(move).toHaveAccessibleDescription(/Bob is no member there/u);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Move to Your own tasks' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveCount(0);
    await expect(taskNamed(page, 'feed the cat')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await undo(page, '“feed the cat” moved');
    await expect(taskNamed(page, 'feed the cat')).toContainText('Assigned to Bob');
    await other.context().close();
  });
});
