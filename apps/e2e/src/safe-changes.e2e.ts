import { expect, test, type Page } from '@playwright/test';
import {
  addTask,
  boxOf,
  newAccount,
  quickAdd,
  signUp,
  storedTasks,
  taskNamed,
  undo,
} from './person.ts';

/** Lets the server do the work and loses so many of its answers. */
async function loseAnswers(page: Page, method: string, times: number): Promise<void> {
  let left = times;
  await page.route('**/api/v1/**', async (route) => {
    if (
      route.request().method() !== method ||
      route.request().url().endsWith('/parse') ||
      left === 0
    ) {
      await route.fallback();
      return;
    }
    left -= 1;
    await route.fetch();
    await route.abort();
  });
}

test.describe('what is done to a task', () => {
  test('is what was asked for last, when an answer takes its time', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'water the plants');
    await expect(boxOf(page, 'water the plants')).toBeEnabled();
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const answers: boolean[] = [];
    await page.route('**/api/v1/tasks/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback();
      const change = route.request().postDataJSON() as { completed: boolean };
      if (answers.length === 0) await released;
      await route.continue();
      answers.push(change.completed);
    });
    await boxOf(page, 'water the plants').click();
    await boxOf(page, 'water the plants').click();
    await expect(boxOf(page, 'water the plants')).not.toBeChecked();
    release(undefined);
    await expect.poll(() => answers).toEqual([true, false]);
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('reopened');
    await expect(boxOf(page, 'water the plants')).not.toBeChecked();
    await page.reload();
    await expect(boxOf(page, 'water the plants')).not.toBeChecked();
  });

  test('is done once, when only the answer was lost', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await expect(page.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    await loseAnswers(page, 'POST', 2);
    await addTask(page, 'buy milk');
    await expect(page.getByText('The task was not added.')).toBeVisible();
    await expect(quickAdd(page)).toHaveValue('buy milk');
    await quickAdd(page).press('Enter');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await expect.poll(async () => (await storedTasks(page)).length).toBe(1);
    await expect(taskNamed(page, 'buy milk')).toHaveCount(1);
  });

  test('is undone once, when the answer to that was lost', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'undo me');
    await boxOf(page, 'undo me').click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('completed');
    await page.getByRole('button', { name: 'Delete undo me' }).click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
      '“undo me” deleted',
    );
    await loseAnswers(page, 'POST', 2);
    await undo(page, '“undo me” deleted');
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await expect(boxOf(page, 'undo me')).toBeChecked();
    expect((await storedTasks(page)).map((task) => task.title)).toEqual(['undo me']);
  });

  test('happens to one task for a double click, whose row leaves its place to no other', async ({
    page,
  }) => {
    await signUp(page, newAccount('Ada'));
    for (const title of ['first', 'second', 'third']) {
      await addTask(page, title);
      await expect(boxOf(page, title)).toBeEnabled();
    }
    const trash = page.getByRole('button', { name: 'Delete second' });
    await trash.dblclick({ delay: 40 });
    await expect(taskNamed(page, 'second')).toHaveCount(0);
    await expect.poll(async () => (await storedTasks(page)).length).toBe(2);
    await boxOf(page, 'third').dblclick();
    await expect(boxOf(page, 'first')).not.toBeChecked();
    await quickAdd(page).hover();
    await expect(page.getByText('second deleted')).toHaveCount(0);
  });

  test('can be undone by keyboard and from the list of changes', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'feed the cat');
    await expect(boxOf(page, 'feed the cat')).toBeEnabled();
    await boxOf(page, 'feed the cat').click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('completed');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(boxOf(page, 'feed the cat')).not.toBeChecked();
    await page.getByRole('button', { name: 'Delete feed the cat' }).click();
    await expect(taskNamed(page, 'feed the cat')).toHaveCount(0);
    await page.reload();
    await page.getByRole('button', { name: 'Recently changed' }).click();
    await page.getByRole('button', { name: 'Undo: “feed the cat” deleted' }).click();
    await page.keyboard.press('Escape');
    await expect(taskNamed(page, 'feed the cat')).toHaveCount(1);
  });
});
