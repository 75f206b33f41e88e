import { expect, test } from '@playwright/test';
import { addTask, boxOf, fillList, newAccount, quickAdd, signUp, taskNamed } from './person.ts';

test.describe('a long list', () => {
  test('keeps in sight what is added and completed', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await fillList(page, 120);
    await page.reload();
    await expect(page.getByText('120 open')).toBeVisible();
    const readAgain = page.waitForResponse((answer) => answer.url().includes('/api/v1/tasks?'));
    await addTask(page, 'buy a present for Ana');
    await expect(boxOf(page, 'buy a present for Ana')).toBeEnabled();
    await readAgain;
    await expect(taskNamed(page, 'buy a present for Ana')).toBeInViewport();
    await expect(page.getByText('121 open')).toBeVisible();
    const first = page.getByRole('list', { name: 'Tasks' }).getByRole('checkbox').first();
    await first.scrollIntoViewIfNeeded();
    const completed = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await first.click();
    await completed;
    await expect(page.getByText('120 open')).toBeVisible();
    await expect(first).toBeChecked();
    await expect(first).toBeInViewport();
  });

  test('is shown whole by scrolling, drawn where it is in sight, and changed row by row', async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await signUp(page, newAccount('Ada'));
    await fillList(page, 620);
    await page.reload();
    const rows = page.locator('[data-task]');
    await expect(rows).toHaveCount(500);
    await rows.last().scrollIntoViewIfNeeded();
    await expect(rows).toHaveCount(620);
    const drawn = await rows.evaluateAll(
      (all) =>
        all.filter((row) =>
          row.querySelector('input')?.checkVisibility({ contentVisibilityAuto: true }),
        ).length,
    );
    expect(drawn).toBeLessThan(100);
    const box = rows.last().getByRole('checkbox');
    const touched = await page.evaluateHandle(() => {
      const found = new Set<Element | null>();
      const list = document.querySelector('[aria-label="Tasks"]');
      new MutationObserver((records) => {
        for (const { target } of records) {
          found.add(target instanceof Element ? target.closest('[data-task]') : null);
        }
      }).observe(list ?? document, { subtree: true, childList: true, attributes: true });
      return found;
    });
    await box.click();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('completed');
    await expect(page.getByText('619 open')).toBeVisible();
    // The row itself, and the one that the Tab key stopped at before.
    expect(await touched.evaluate((found) => found.size)).toBeLessThanOrEqual(2);
  });

  test('finds any task by the text of its title', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await fillList(page, 30);
    await page.reload();
    await page.getByRole('searchbox', { name: 'Search tasks' }).fill('THING 23 number');
    await expect(page.locator('[data-task]')).toHaveCount(1);
    await expect(taskNamed(page, 'Task number 23 about thing 23')).toBeVisible();
  });
});

test('a second tab follows the first without being touched', async ({ context, page }) => {
  await signUp(page, newAccount('Ada'));
  await expect(page.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/tasks');
  await addTask(other, 'from the other tab');
  await expect(taskNamed(page, 'from the other tab')).toBeVisible();
});

test('a page follows what a program changes', async ({ page, context }) => {
  await signUp(page, newAccount('Ada'));
  await expect(page.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
  const { origin } = new URL(page.url());
  const data = { title: 'from a program' };
  const answer = await context.request.post('/api/v1/tasks', { headers: { origin }, data });
  expect(answer.status()).toBe(201);
  await expect(taskNamed(page, 'from a program')).toBeVisible();
  await expect(quickAdd(page)).toBeFocused();
});
