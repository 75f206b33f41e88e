import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import { newAccount, say, signUp } from './person.ts';

test.describe('one conversation on two devices', () => {
  test('shows here what is answered there, without a press', async ({ page, browser }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await page.goto(config.chatbotUrl);
    await say(page, 'hello', /./);
    const context = await browser.newContext({ storageState: await page.context().storageState() });
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(
      other.getByRole('log', { name: 'Conversation' }).getByText('hello', { exact: true }),
    ).toBeVisible();
    const many = Array.from({ length: 40 }, (_, number) => `add thing ${number}`).join('; ');
    await page.getByRole('textbox', { name: 'Message' }).fill(many);
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
    const log = other.getByRole('log', { name: 'Conversation' });
    // However long it takes: the answer comes to the other page without a reload or a press.
    await expect(log.getByText('Added “thing 39”.')).toBeVisible({ timeout: 30_000 });
    await expect(other.getByRole('button', { name: 'Send' })).toBeVisible();
    await context.close();
  });
});

test.describe('a page that is closed in the moment of a press', () => {
  test('does not cancel what was sent', async ({ page, context }) => {
    await signUp(page, newAccount('Ada'));
    const closing = await context.newPage();
    await closing.goto(`${config.webUrl}/tasks`);
    const field = closing.getByRole('textbox', { name: 'Add a task' });
    await field.fill('buy milk');
    const sent = closing.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/v1/tasks'),
    );
    await Promise.all([sent, field.press('Enter')]);
    await closing.close();
    await expect(page.getByRole('checkbox', { name: 'Complete buy milk' })).toBeVisible();
  });
});
