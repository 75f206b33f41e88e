import { expect, test, type Page } from '@playwright/test';
import { boxOf, newAccount, newTasks, signUp, storedTasks, undo } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const month = '/tasks?view=calendar&on=2099-06-15';

async function openCalendar(page: Page, name: string): Promise<void> {
  await signUp(page, newAccount(name));
  await newTasks(page, [
    { title: 'Call Mara', dueOn: '2099-06-15', dueTime: '09:30' },
    { title: 'Buy milk', dueOn: '2099-06-15' },
    { title: 'Read', dueOn: '2099-06-16' },
    // In Berlin it is the morning of the day after.
    { title: 'Late show', dueOn: '2099-06-17', dueTime: '23:30', dueZone: 'America/New_York' },
    { title: 'Plan the trip' },
    { title: 'Old bill', dueOn: '2020-01-01' },
    ...['one', 'two', 'three', 'four', 'five'].map((title) => ({ title, dueOn: '2099-06-24' })),
  ]);
  await page.goto(`${new URL(page.url()).origin}${month}`);
}

const day = (page: Page, text: string) => page.getByRole('gridcell', { name: text });
const dueOf = async (page: Page, title: string) =>
  (await storedTasks(page)).find((each) => each.title === title)?.dueOn;

test.describe('the calendar', { tag: '@page' }, () => {
  test('has each task on its day, and moves it by key, which lasts and is undone', async ({
    page,
  }) => {
    await openCalendar(page, 'Ada');
    await expect(page.getByRole('grid', { name: 'June 2099' })).toBeVisible();
    const monday = day(page, 'Monday 15 June 2099, 2 tasks');
    await expect(monday.getByRole('button')).toHaveText(['09:30 Call Mara', 'Buy milk']);
    await expect(day(page, 'Thursday 18 June 2099').getByRole('button')).toHaveText([
      '05:30 Late show',
    ]);
    await expect(page.getByRole('list', { name: 'Overdue from before' })).toContainText('Old bill');
    await expectNoAccessibilityFault(page);
    // From the day to its tasks, and a day and a week on.
    await monday.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Read' })).toBeFocused();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(day(page, 'Wednesday 24 June 2099, 6 tasks')).toBeVisible();
    await expect.poll(() => dueOf(page, 'Read')).toBe('2099-06-24');
    await undo(page, '“Read” moved');
    await expect.poll(() => dueOf(page, 'Read')).toBe('2099-06-17');
    await page.reload();
    await expect(page.getByRole('grid', { name: 'June 2099' })).toBeVisible();
    await expect(
      day(page, 'Wednesday 17 June 2099').getByRole('button', { name: 'Read' }),
    ).toBeVisible();
  });

  test('opens a day with all of its tasks, and comes back to it', async ({ page }) => {
    await openCalendar(page, 'Ada');
    await page.getByRole('link', { name: '2 more on Wednesday 24 June 2099' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wednesday 24 June 2099');
    await boxOf(page, 'five').click();
    await page.getByRole('textbox', { name: 'Add a task' }).fill('six');
    await page.keyboard.press('Enter');
    await expect.poll(() => dueOf(page, 'six')).toBe('2099-06-24');
    await page.goBack();
    await expect(day(page, 'Wednesday 24 June 2099, 6 tasks')).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.getByRole('button', { name: 'Week' }).click();
    await expect(page.getByRole('grid', { name: /22.*28 June 2099/u })).toBeVisible();
    await expect(day(page, 'Wednesday 24 June 2099').getByRole('button')).toHaveCount(6);
    await expectNoAccessibilityFault(page);
  });

  test('takes a task that is dragged to another day, or put on it by a press', async ({ page }) => {
    await openCalendar(page, 'Ada');
    const milk = page.getByRole('button', { name: 'Buy milk' });
    // Near an edge of the window the page would go along.
    await milk.evaluate((chip) => chip.scrollIntoView({ block: 'center' }));
    const from = await milk.boundingBox();
    const to = await day(page, 'Friday 19 June 2099').boundingBox();
    if (!from || !to) throw new Error('the days are not in sight');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect(day(page, 'Friday 19 June 2099, 1 task').getByRole('button')).toHaveText([
      'Buy milk',
    ]);
    await expect.poll(() => dueOf(page, 'Buy milk')).toBe('2099-06-19');
    await page.getByText('No day yet').click();
    await page.getByRole('button', { name: 'Put Plan the trip on Fri 19 Jun' }).click();
    await expect.poll(() => dueOf(page, 'Plan the trip')).toBe('2099-06-19');
  });

  test('is a list of days on the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await openCalendar(page, 'Phone');
    const days = page.getByRole('list', { name: 'June 2099' });
    await expect(days.getByRole('listitem')).toHaveCount(4);
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await expectNoAccessibilityFault(page);
    await days.getByRole('button', { name: 'Read' }).tap();
    await expect(boxOf(page, 'Read')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await context.close();
  });
});
