import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import { addTask, answers, boxOf, newAccount, say, signUp } from './person.ts';

test.describe('what the pages look like', () => {
  test('fields of the editor stay in one line beside an error', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'buy milk');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await page.getByRole('button', { name: 'Edit buy milk' }).click();
    const [title, due] = [
      page.getByRole('textbox', { name: 'Title' }),
      page.getByLabel('Due date'),
    ];
    const boxes = async () => [await title.boundingBox(), await due.boundingBox()];
    const before = await boxes();
    await title.fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/a task needs a title/)).toBeVisible();
    expect(await boxes()).toEqual(before);
    expect(before[0]?.y).toBe(before[1]?.y);
    expect(before[0]?.height).toBe(before[1]?.height);
  });

  test('the empty chat begins at its top in a small window', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await signUp(page, newAccount('Ada'));
    await page.goto(config.chatbotUrl);
    const log = page.getByRole('log', { name: 'Conversation' });
    await expect(log.getByText('What needs doing?')).toBeInViewport({ ratio: 1 });
    const { top, rest } = await log.evaluate((element) => ({
      top: element.scrollTop,
      rest: element.scrollHeight - element.clientHeight,
    }));
    // There is something to scroll, or the window was not small enough.
    expect(rest).toBeGreaterThan(0);
    expect(top).toBe(0);
    await expect(log.locator('svg').first()).toBeInViewport({ ratio: 1 });
  });

  test('tasks in a card have boxes to tick, and a deleted one a mark that is none', async ({
    page,
    context,
  }) => {
    await signUp(page, newAccount('Ada'));
    await page.goto(config.chatbotUrl);
    await say(page, 'add buy milk', /Added/);
    const boxes = answers(page).getByRole('checkbox');
    await expect(boxes).toHaveCount(1);
    const box = await boxes.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(20);

    const tasks = await context.newPage();
    await tasks.goto(`${config.webUrl}/tasks`);
    await tasks.getByRole('button', { name: 'Delete buy milk' }).click();
    await page.bringToFront();
    const row = answers(page).getByRole('listitem').filter({ hasText: 'buy milk, deleted' });
    await expect(row).toBeVisible();
    await expect(boxes).toHaveCount(0);
    const styles = await row
      .locator('span')
      .first()
      .evaluate((element) =>
        [element, ...element.querySelectorAll('*')].map((each) => {
          const { borderTopWidth, cursor, width } = getComputedStyle(each);
          return { borderTopWidth, cursor, width: Number.parseFloat(width) };
        }),
      );
    expect(styles.every(({ borderTopWidth }) => borderTopWidth === '0px')).toBe(true);
    expect(styles.every(({ cursor }) => cursor !== 'pointer')).toBe(true);
    // The dot is far smaller than a box.
    expect(styles.at(-1)?.width).toBeLessThan(10);
  });
});
