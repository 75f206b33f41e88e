import { expect, test } from '@playwright/test';
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

test.describe('what is being written', () => {
  test('is there again after a reload, and gone with its person', async ({ page }) => {
    const ada = newAccount('Ada');
    await signUp(page, ada);
    await addTask(page, 'buy milk');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await quickAdd(page).fill('half a thou');
    await page.getByRole('button', { name: 'Edit buy milk' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('buy oat milk');
    await page.reload();
    await expect(quickAdd(page)).toHaveValue('half a thou');
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('buy oat milk');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('thou');
  });

  test('waits for somebody whose session ended', async ({ page, context }) => {
    const ada = newAccount('Ada');
    await signUp(page, ada);
    await expect(page.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    await context.clearCookies();
    await addTask(page, 'do not lose me tomorrow');
    await expect(quickAdd(page)).toHaveValue('do not lose me tomorrow');
    await page.getByRole('alert').getByRole('link', { name: 'Sign in' }).first().click();
    await page.getByLabel('Email').fill(ada.email);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(quickAdd(page)).toHaveValue('do not lose me tomorrow');
    await quickAdd(page).press('Enter');
    await expect(taskNamed(page, 'do not lose me')).toBeVisible();
  });

  test('is added once, when the page is left while it is being sent', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await expect(page.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    const { promise: sent, resolve: isSent } = Promise.withResolvers<undefined>();
    let isFirst = true;
    await page.route('**/api/v1/tasks', async (route) => {
      if (route.request().method() !== 'POST' || !isFirst) return route.fallback();
      isFirst = false;
      // The server has it, and the page never learns of it.
      await route.fetch();
      isSent(undefined);
    });
    await addTask(page, 'buy milk');
    await sent;
    await page.reload();
    // Until its answer is back, the line is shown beside the row that the server has already.
    await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('added');
    await expect(boxOf(page, 'buy milk')).toHaveCount(1);
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    expect((await storedTasks(page)).map((task) => task.title)).toEqual(['buy milk']);
  });

  test('means the day of the moment when it was typed', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await page.clock.install({ time: '2026-11-28T23:58:30+01:00' });
    await page.reload();
    await quickAdd(page).fill('oat milk tomorrow');
    await expect(page.getByRole('button', { name: /Keep as words/ })).toBeVisible();
    await page.clock.fastForward('02:00');
    await quickAdd(page).press('Enter');
    await expect(taskNamed(page, 'oat milk')).toBeVisible();
    await expect(boxOf(page, 'oat milk')).toBeEnabled();
    expect(await storedTasks(page)).toMatchObject([{ dueOn: '2026-11-29' }]);
  });

  test('keeps the text of a date that is not meant', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    for (const [line, key] of [
      ['practise the song on friday', 'Escape'],
      ['rehearse the play tomorrow', 'Backspace'],
    ] as const) {
      await quickAdd(page).fill(line);
      await expect(page.getByRole('button', { name: /Keep as words/ })).toBeVisible();
      await quickAdd(page).press(key);
      await expect(page.getByText('stays in the title')).toBeVisible();
      await quickAdd(page).press('Enter');
      await expect(taskNamed(page, line).locator('time')).toHaveCount(0);
      await expect(boxOf(page, line)).toBeEnabled();
    }
  });

  test('is not cut when it is pasted, and several lines are as many tasks', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    const paste = (text: string) =>
      quickAdd(page).evaluate((field, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        const options = { clipboardData, bubbles: true, cancelable: true };
        field.dispatchEvent(new ClipboardEvent('paste', options));
      }, text);
    await paste('- line one\n- line two\n- line three tomorrow');
    await page.getByRole('button', { name: 'Add 3 tasks' }).click();
    await expect.poll(async () => (await storedTasks(page)).length).toBe(3);
    await expect(taskNamed(page, 'line three')).toBeVisible();
    const long = `${'word '.repeat(220)}tomorrow`;
    await quickAdd(page).fill(long);
    await quickAdd(page).press('Enter');
    await expect(page.getByText('its title is too long')).toBeVisible();
    await expect(quickAdd(page)).toHaveValue(long);
    await page.getByRole('button', { name: 'Keep the rest as notes' }).click();
    await expect.poll(async () => (await storedTasks(page)).length).toBe(4);
  });
});

test('everything works where the page is not a secure context', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
  });
  await signUp(page, newAccount('Ada'));
  expect(await page.evaluate(() => typeof Reflect.get(crypto, 'randomUUID'))).toBe('undefined');
  await addTask(page, 'buy milk');
  await boxOf(page, 'buy milk').click();
  await expect(boxOf(page, 'buy milk')).toBeChecked();
  await page.getByRole('button', { name: 'Delete buy milk' }).click();
  await undo(page, '“buy milk” deleted');
  await expect(boxOf(page, 'buy milk')).toBeChecked();
});

test('a page that is older than the server loads itself anew, with what was written', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Create account' })).toBeVisible();
  let isOld = true;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) isOld = false;
  });
  await page.route('**/_next/static/**', (route) =>
    isOld ? route.fulfill({ status: 404 }) : route.continue(),
  );
  await page.getByRole('link', { name: 'Create account' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeEditable();
});
