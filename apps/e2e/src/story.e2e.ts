import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import {
  addTask,
  answers,
  boxOf,
  dayFromNow,
  enterChat,
  newAccount,
  say,
  signIn,
  signUp,
  taskNamed,
} from './person.ts';

test.describe('the story of one person (A1, A3, C3)', { tag: '@route' }, () => {
  test(
    'a task from the quick add and one from the chat are in the same list, and are completed, edited and deleted there',
    { tag: '@dev' },
    async ({ page }) => {
      const ada = newAccount('Ada');
      await signUp(page, ada);
      const tomorrow = await dayFromNow(page, 1);

      await addTask(page, 'water the plants tomorrow');
      const plants = taskNamed(page, 'water the plants');
      await expect(plants.locator('time')).toHaveAttribute('datetime', tomorrow);
      await expect(boxOf(page, 'water the plants')).toBeEnabled();

      await page.getByRole('link', { name: 'Open chat' }).click();
      await expect(page).toHaveURL(new RegExp(`^${config.chatbotUrl}`));
      await enterChat(page, ada);
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
    },
  );

  test('the assistant completes, renames and deletes what the list then shows', async ({
    page,
  }) => {
    const grace = newAccount('Grace');
    await signUp(page, grace);
    await addTask(page, 'call the bank');
    await addTask(page, 'book a table');
    await expect(boxOf(page, 'call the bank')).toBeEnabled();
    await expect(boxOf(page, 'book a table')).toBeEnabled();

    await page.goto(config.chatbotUrl);
    await enterChat(page, grace);
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

test.describe('a second person (A1)', { tag: '@route' }, () => {
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
    const account = newAccount('Eve');
    await signUp(eve, account);
    await eve.goto(`${config.webUrl}/tasks`);
    await expect(eve.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    await addTask(eve, 'look around');
    await expect(boxOf(eve, 'look around')).toBeEnabled();
    await eve.reload();
    // Exactly her own task: the list has loaded, and it holds nobody else's.
    const tasks = eve.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
    await expect(tasks).toHaveCount(1);
    await expect(tasks).toContainText('look around');

    const foreign = await second.request.get(`${config.webUrl}/api/v1/tasks/${id}`);
    const unknown = await second.request.get(
      `${config.webUrl}/api/v1/tasks/00000000-0000-4000-8000-000000000000`,
    );
    expect(foreign.status()).toBe(404);
    expect(unknown.status()).toBe(404);

    await eve.goto(config.chatbotUrl);
    await enterChat(eve, account);
    await say(eve, 'show my tasks', /look around/i);
    await expect(answers(eve).last()).not.toContainText('a secret plan');

    const headers = { origin: config.webUrl };
    const address = `${config.webUrl}/api/v1/tasks/${id}`;
    const data = { title: 'seen', completed: true };
    const change = await second.request.patch(address, { headers, data });
    expect(change.status()).toBe(404);
    const deletion = await second.request.delete(address, { headers });
    expect(deletion.status()).toBe(404);
    await ada.reload();
    await expect(taskNamed(ada, 'a secret plan')).toBeVisible();
    await expect(ada.getByRole('checkbox', { name: 'Complete a secret plan' })).not.toBeChecked();
    await Promise.all([first.close(), second.close()]);
  });

  test('cannot open, continue or delete a conversation of the first', async ({ browser }) => {
    const first = await browser.newContext();
    const ada = await first.newPage();
    const adasAccount = newAccount('Ada');
    await signUp(ada, adasAccount);
    await ada.goto(config.chatbotUrl);
    await enterChat(ada, adasAccount);
    await say(ada, 'add plan the surprise', /plan the surprise/i);
    const list = `${config.chatbotUrl}/api/v1/conversations`;
    const known = (await (await first.request.get(list)).json()) as { items: { id: string }[] };
    const id = known.items[0]?.id ?? '';
    expect(id).not.toBe('');

    const second = await browser.newContext();
    const eve = await second.newPage();
    const evesAccount = newAccount('Eve');
    await signUp(eve, evesAccount);
    await eve.goto(config.chatbotUrl);
    await enterChat(eve, evesAccount);
    expect(await (await second.request.get(list)).json()).toEqual({ items: [], nextCursor: null });
    const headers = { origin: config.chatbotUrl };
    expect((await second.request.get(`${list}/${id}`)).status()).toBe(404);
    expect((await second.request.delete(`${list}/${id}`, { headers })).status()).toBe(404);
    const before = await (await first.request.get(`${list}/${id}`)).json();
    const message = { conversationId: id, text: 'show my tasks', timeZone: 'UTC' };
    const address = `${config.chatbotUrl}/api/v1/chat`;
    const answer = await second.request.post(address, { headers, data: message });
    // An id that is somebody else's begins a conversation of her own, with nothing of the other's.
    expect(await answer.text()).not.toContain('surprise');
    expect(await (await second.request.get(`${list}/${id}`)).text()).not.toContain('surprise');
    expect(await (await first.request.get(`${list}/${id}`)).json()).toEqual(before);
    await Promise.all([first.close(), second.close()]);
  });
});
