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

  test('marks of tasks in a card are no boxes to tick', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await page.goto(config.chatbotUrl);
    await say(page, 'add buy milk', /Added/);
    const mark = answers(page).getByRole('listitem').locator('[aria-hidden=true]').first();
    const styles = await mark.evaluate((element) => {
      const all = [element, ...element.querySelectorAll('*')];
      return all.map((each) => {
        const { borderTopWidth, cursor, width } = getComputedStyle(each);
        return { borderTopWidth, cursor, width: Number.parseFloat(width) };
      });
    });
    expect(styles.every(({ borderTopWidth }) => borderTopWidth === '0px')).toBe(true);
    expect(styles.every(({ cursor }) => cursor !== 'pointer')).toBe(true);
    // The dot is far smaller than the circle of a list.
    expect(styles.at(-1)?.width).toBeLessThan(10);
    await expect(answers(page).getByRole('checkbox')).toHaveCount(0);
  });
});
