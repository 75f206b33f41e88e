import { expect, test, type Page } from '@playwright/test';
import { addTask, boxOf, newAccount, quickAdd, signUp } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll } from './reach.ts';

/** Whether a press there would reach the element itself. */
function isReachable(page: Page, name: string): Promise<boolean> {
  return page.getByRole('link', { name, includeHidden: true }).evaluate((link) => {
    const { x, y, width, height } = link.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return hit !== null && link.contains(hit);
  });
}

test.describe('the frame of the page', () => {
  test('is out of reach while a dialog is open', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    expect(await isReachable(page, 'Open chat')).toBe(true);
    await page.getByRole('button', { name: 'Keyboard help' }).click();
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    expect(await isReachable(page, 'Open chat')).toBe(false);
  });

  test('loses nothing when letters are twice as large', async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 800 });
    await signUp(page, newAccount('Ada'));
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    await addTask(page, 'a task with a rather long title that has to be broken somewhere');
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect(undo).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(page);
    const outside = await page
      .getByRole('region', { name: 'Notifications' })
      .evaluate((region) => region.getBoundingClientRect().left < 0);
    expect(outside).toBe(false);
  });

  test('has no accessibility fault in any state of the list', async ({ page }) => {
    // Every state is searched for faults, each by a program that keeps a processor busy for seconds.
    test.slow();
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'buy milk tomorrow');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    const states: readonly (() => Promise<void>)[] = [
      async () => {
        await quickAdd(page).fill('practise the song on friday');
        await expect(page.getByRole('button', { name: /Keep as words/ })).toBeVisible();
      },
      () => quickAdd(page).press('Escape'),
      async () => {
        await quickAdd(page).fill('x'.repeat(1025));
        await quickAdd(page).press('Enter');
      },
      async () => {
        await quickAdd(page).fill('');
        await page.getByRole('button', { name: 'Edit buy milk' }).click();
        await page.getByRole('textbox', { name: 'Title' }).fill('');
        await page.getByRole('button', { name: 'Save' }).click();
      },
      async () => {
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('button', { name: 'Recently changed' }).click();
        await expect(page.getByRole('list', { name: 'Changes' })).toBeVisible();
      },
      async () => {
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Keyboard help' }).click();
      },
    ];
    for (const enter of states) {
      await enter();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expectNoAccessibilityFault(page);
      }
    }
  });
});
