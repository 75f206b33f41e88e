import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import {
  addTask,
  answers,
  dayFromNow,
  newAccount,
  say,
  signIn,
  signUp,
  taskNamed,
} from './person.ts';

test.describe('the story of one person (A1, A3, C3)', () => {
  test('a task from the quick add and one from the chat are in the same list, and are completed, edited and deleted there', async ({
    page,
  }) => {
    const ada = newAccount('Ada');
    await signUp(page, ada);
    const tomorrow = await dayFromNow(page, 1);

    await addTask(page, 'water the plants tomorrow');
    const plants = taskNamed(page, 'water the plants');
    await expect(plants.locator('time')).toHaveAttribute('datetime', tomorrow);

    await page.getByRole('link', { name: 'Open chat' }).click();
    await expect(page).toHaveURL(new RegExp(`^${config.chatbotUrl}`));
    await say(page, 'add buy milk tomorrow', /buy milk/i);
    await say(page, 'show my tasks', /water the plants/i);

    await page.getByRole('link', { name: 'Open tasks' }).click();
    const milk = taskNamed(page, 'buy milk');
    await expect(milk.locator('time')).toHaveAttribute('datetime', tomorrow);

    await page.getByRole('checkbox', { name: 'Complete buy milk' }).click();
    await expect(page.getByRole('checkbox', { name: 'Complete buy milk' })).toBeChecked();

    await page.getByRole('button', { name: 'Edit water the plants' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('water the garden');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(taskNamed(page, 'water the garden')).toBeVisible();

    await page.reload();
    await expect(page.getByRole('checkbox', { name: 'Complete buy milk' })).toBeChecked();
    await page.getByRole('button', { name: 'Delete water the garden' }).click();
    await expect(taskNamed(page, 'water the garden')).toHaveCount(0);
    await page.reload();
    await expect(taskNamed(page, 'buy milk')).toBeVisible();
    await expect(taskNamed(page, 'water the garden')).toHaveCount(0);
  });

  test('the assistant completes, renames and deletes what the list then shows', async ({
    page,
  }) => {
    await signUp(page, newAccount('Grace'));
    await addTask(page, 'call the bank');
    await addTask(page, 'book a table');
    await expect(taskNamed(page, 'book a table')).toBeVisible();

    await page.goto(config.chatbotUrl);
    await say(page, 'rename call the bank to call the insurance', /call the insurance/i);
    await say(page, 'complete call the insurance', /completed|done/i);
    await say(page, 'delete book a table', /deleted/i);

    await page.goto(`${config.webUrl}/tasks`);
    await expect(page.getByRole('checkbox', { name: 'Complete call the insurance' })).toBeChecked();
    await expect(taskNamed(page, 'book a table')).toHaveCount(0);
  });

  test('signing out ends the session in both apps, and signing in brings the tasks back', async ({
    page,
  }) => {
    const alan = newAccount('Alan');
    await signUp(page, alan);
    await addTask(page, 'feed the cat');
    await expect(taskNamed(page, 'feed the cat')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();

    await page.goto(config.chatbotUrl);
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();

    await signIn(page, alan);
    await expect(taskNamed(page, 'feed the cat')).toBeVisible();
  });
});

test.describe('a second person (A1, S4)', () => {
  test('sees nothing of the first, in the list, in the chat and by address', async ({
    browser,
  }) => {
    const first = await browser.newContext();
    const ada = await first.newPage();
    await signUp(ada, newAccount('Ada'));
    const created = ada.waitForResponse(
      (response) =>
        response.url().endsWith('/api/v1/tasks') && response.request().method() === 'POST',
    );
    await addTask(ada, 'a secret plan');
    const { id } = (await (await created).json()) as { id: string };
    await expect(taskNamed(ada, 'a secret plan')).toBeVisible();

    const second = await browser.newContext();
    const eve = await second.newPage();
    await signUp(eve, newAccount('Eve'));
    await eve.goto(`${config.webUrl}/tasks`);
    await expect(eve.getByRole('textbox', { name: 'Add a task' })).toBeVisible();
    await expect(eve.getByText('a secret plan')).toHaveCount(0);

    const foreign = await second.request.get(`${config.webUrl}/api/v1/tasks/${id}`);
    const unknown = await second.request.get(
      `${config.webUrl}/api/v1/tasks/00000000-0000-4000-8000-000000000000`,
    );
    expect(foreign.status()).toBe(404);
    expect(unknown.status()).toBe(404);

    await eve.goto(config.chatbotUrl);
    await say(eve, 'show my tasks', /no (open )?tasks|nothing|empty/i);
    await expect(answers(eve).last()).not.toContainText('a secret plan');

    const deletion = await second.request.delete(`${config.webUrl}/api/v1/tasks/${id}`, {
      headers: { origin: config.webUrl },
    });
    expect(deletion.status()).toBe(404);
    await ada.reload();
    await expect(taskNamed(ada, 'a secret plan')).toBeVisible();
    await Promise.all([first.close(), second.close()]);
  });
});
