import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, boxOf, dayFromNow, newAccount, signUp, taskNamed } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });

/** The task of that title, as the server has it. */
async function stored(page: Page, title: string): Promise<Record<string, unknown>> {
  const answer = await page.request.get(`${config.webUrl}/api/v1/tasks?limit=500`);
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items.find((each) => each['title'] === title) ?? {};
}

async function attach(page: Page, name: string): Promise<void> {
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach(name, { body, contentType: 'image/png' });
}

async function expectGoodInBothSchemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoAccessibilityFault(page);
    await attach(page, `${name}-${colorScheme}`);
  }
}

test.describe('all that a task has', () => {
  test('is edited in its form, and stands in its row in words', async ({ page }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'pay the rent tomorrow #flat @home');
    await expect(taskNamed(page, 'pay the rent')).toContainText('flat');
    await page.getByRole('button', { name: 'Edit pay the rent' }).click();
    await page.getByLabel('Time').fill('17:00');
    await page.getByLabel('Priority').selectOption('High');
    await page.getByLabel('Deadline').fill('2099-02-01');
    await page.getByLabel('Takes').fill('45 min');
    await page.getByLabel('Or in words').fill('every month on the 1st');
    await expect(page.getByLabel('Or in words')).toHaveAccessibleDescription(
      'Read as: Every month on the 1st',
    );
    await page.getByRole('button', { name: 'Repeat like this' }).click();
    await page.getByRole('textbox', { name: 'Notes' }).fill('To the **new** account');
    await page.getByRole('textbox', { name: 'Add a subtask' }).fill('find the number');
    await page.getByRole('textbox', { name: 'Add a subtask' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Rename find the number' })).toBeEnabled();
    await page.getByRole('textbox', { name: 'Add a comment' }).fill('It went up again.');
    await page.getByRole('button', { name: 'Add comment' }).click();
    const comments = page.getByRole('list', { name: 'Comments' });
    await expect(comments).toContainText('It went up again.');
    await expect(comments).toContainText('You');
    await comments.getByRole('button', { name: /^Change the comment/u }).click();
    await page.getByRole('textbox', { name: 'Change the comment' }).fill('It went down.');
    await expectNoAccessibilityFault(page);
    await page.getByRole('button', { name: 'Save comment' }).click();
    await expect(comments).toContainText('It went down.');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(comments).toContainText('It went up again.');
    await expectGoodInBothSchemes(page, 'editor');
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    const row = taskNamed(page, 'pay the rent');
    for (const text of ['17:00', 'Every month on the 1st', 'Priority High', 'With 1 subtask']) {
      await expect(row).toContainText(text);
    }
    await expect(taskNamed(page, 'find the number')).toContainText('Part of pay the rent');
    await expectGoodInBothSchemes(page, 'rows');
    expect(await stored(page, 'pay the rent')).toMatchObject({
      dueTime: '17:00:00',
      dueZone: 'Europe/Berlin',
      deadlineOn: '2099-02-01',
      durationMinutes: 45,
      priority: 'high',
      tags: ['home'],
      notes: 'To the **new** account',
      recurrence: { rule: 'FREQ=MONTHLY;BYMONTHDAY=1', anchor: 'due' },
    });
  });

  test('is done again on the next day of a rule, and undone', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'water the plants every day');
    await boxOf(page, 'water the plants').click();
    await expect(page.getByText('“water the plants” completed').first()).toBeVisible();
    await expect(boxOf(page, 'water the plants')).not.toBeChecked();
    expect(await stored(page, 'water the plants')).toMatchObject({
      dueOn: await dayFromNow(page, 1),
      completedAt: null,
    });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(taskNamed(page, 'water the plants')).toContainText('Today');
  });

  test('is not done when it is unticked before the answer', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'water the plants every day');
    await expect(taskNamed(page, 'water the plants')).toContainText('Today');
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/tasks/*', async (route) => {
      if (route.request().method() === 'PATCH') await released;
      await route.continue();
    });
    await boxOf(page, 'water the plants').check();
    await boxOf(page, 'water the plants').uncheck();
    release();
    await expect(page.getByText('Undone: “water the plants” completed').first()).toBeVisible();
    expect(await stored(page, 'water the plants')).toMatchObject({
      dueOn: await dayFromNow(page, 0),
      completedAt: null,
    });
  });
});

test.describe('views', () => {
  test('have addresses of their own, counts, and give what is written in them', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    for (const line of ['buy milk', 'call mara tomorrow', 'paint the door #flat']) {
      await addTask(page, line);
    }
    const link = (name: RegExp) => views(page).getByRole('link', { name });
    await expect(link(/^Inbox 2 tasks/u)).toBeVisible();
    await link(/^Inbox/u).click();
    await expect(page).toHaveURL(/view=inbox/u);
    await expect(taskNamed(page, 'paint the door')).toHaveCount(0);
    await link(/^Today/u).click();
    await expect(page.getByText('Nothing is due today')).toBeVisible();
    await addTask(page, 'sweep the floor');
    await expect(taskNamed(page, 'sweep the floor')).toContainText('Today');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
    await expect(taskNamed(page, 'sweep the floor')).toBeVisible();
    await expect(taskNamed(page, 'buy milk')).toHaveCount(0);
    await link(/^flat 1 task/u).click();
    await expect(taskNamed(page, 'paint the door')).toBeVisible();
    await expectGoodInBothSchemes(page, 'project');
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
    // A letter is wrong, and it is found in any view.
    await page.getByRole('searchbox', { name: 'Search tasks' }).fill('mlik');
    await expect(taskNamed(page, 'buy milk')).toBeVisible();
    await expect(taskNamed(page, 'sweep the floor')).toHaveCount(0);
  });

  test('keep the focus of a row that leaves, and say what is no project', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    for (const line of ['call mara today', 'sweep the floor today']) await addTask(page, line);
    await views(page)
      .getByRole('link', { name: /^Today 2 tasks/u })
      .click();
    await page.getByRole('button', { name: 'Edit call mara' }).click();
    await page.getByLabel('Due date').fill(await dayFromNow(page, 2));
    await page.getByLabel('Due date').press('Enter');
    await expect(taskNamed(page, 'call mara')).toHaveCount(0);
    await expect(boxOf(page, 'sweep the floor')).toBeFocused();
    await expect(page.getByText('“call mara” has left this list.')).toBeAttached();
    await page.goto(`${config.webUrl}/tasks?project=${randomUUID()}`);
    await expect(page.getByRole('heading', { name: 'No such project', level: 1 })).toBeVisible();
    await expectGoodInBothSchemes(page, 'no-project');
  });

  test('and the form fit the narrowest phone, with room for fingers', async ({ browser }) => {
    test.slow();
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'a task with a rather long title tomorrow at 5pm #a-long-project @home p1');
    await expect(taskNamed(page, 'a task with a rather long title')).toContainText('17:00');
    await views(page).getByRole('button', { name: 'Projects' }).click();
    await expect(views(page).getByRole('link', { name: /^a-long-project/u })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await attach(page, 'list-320');
    await page.getByRole('button', { name: /^Edit a task/u }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await expectNoAccessibilityFault(page);
    await attach(page, 'editor-320');
    await context.close();
  });
});
