import { expect, test, type Page } from '@playwright/test';
import { addTask, boxOf, newAccount, signUp } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const titles = (page: Page) =>
  page
    .getByRole('list', { name: 'Tasks' })
    .getByRole('checkbox')
    .evaluateAll((boxes) =>
      boxes.map((box) =>
        ((box as HTMLInputElement).labels?.[0]?.textContent ?? '').replace('Complete ', ''),
      ),
    );

async function openInbox(page: Page, name: string): Promise<void> {
  await signUp(page, newAccount(name));
  for (const title of ['first', 'second', 'third']) {
    await addTask(page, title);
    await expect(boxOf(page, title)).toBeEnabled();
  }
  await page.goto(`${new URL(page.url()).origin}/tasks?view=inbox`);
  await expect(boxOf(page, 'third')).toBeEnabled();
  await page.getByRole('button', { name: 'Order by hand' }).click();
  await expect.poll(() => titles(page)).toEqual(['first', 'second', 'third']);
}

test.describe('the order by hand', { tag: '@page' }, () => {
  test('is made by keyboard, lasts, and is undone', async ({ page }) => {
    await openInbox(page, 'Ada');
    await boxOf(page, 'third').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => titles(page)).toEqual(['third', 'first', 'second']);
    await expect(boxOf(page, 'third')).toBeFocused();
    await boxOf(page, 'first').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => titles(page)).toEqual(['third', 'second', 'first']);
    await expect(boxOf(page, 'first')).toBeFocused();
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
      '“first” moved',
    );
    await expectNoAccessibilityFault(page);
    await page.reload();
    await expect.poll(() => titles(page)).toEqual(['third', 'second', 'first']);
    await page.getByRole('button', { name: 'Recently changed' }).click();
    await page.getByRole('button', { name: 'Undo: “first” moved' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => titles(page)).toEqual(['third', 'first', 'second']);
  });

  test('is made by dragging with a pointer, and by two presses without', async ({ page }) => {
    await openInbox(page, 'Ada');
    const handle = page.getByRole('button', { name: 'Move third' });
    const from = await handle.boundingBox();
    const to = await page.getByRole('button', { name: 'Move first' }).boundingBox();
    if (!from || !to) throw new Error('a handle is not in sight');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => titles(page)).toEqual(['third', 'first', 'second']);
    await page.getByRole('button', { name: 'Move third' }).click();
    await page.getByRole('button', { name: 'Put it at second' }).click();
    await expect.poll(() => titles(page)).toEqual(['first', 'second', 'third']);
    await page.reload();
    await expect.poll(() => titles(page)).toEqual(['first', 'second', 'third']);
  });

  test('has room for fingers on the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await openInbox(page, 'Phone');
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await page.getByRole('button', { name: 'Move second' }).tap();
    await page.getByRole('button', { name: 'Put it at first' }).tap();
    await expect.poll(() => titles(page)).toEqual(['second', 'first', 'third']);
    await expectNoAccessibilityFault(page);
    await context.close();
  });
});
