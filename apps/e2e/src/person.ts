import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { config } from './config.ts';

export interface Account {
  name: string;
  email: string;
  password: string;
}

/** Every test has people of its own, so that tests need no order and no cleaning up. */
export function newAccount(name: string): Account {
  return {
    name,
    email: `${name.toLowerCase()}-${randomUUID()}@example.org`,
    password: randomUUID(),
  };
}

/** Ends when the page listens: what a program pastes or presses before that reaches nobody. */
export async function signUp(page: Page, account: Account): Promise<void> {
  await page.goto(`${config.webUrl}/sign-up`);
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(quickAdd(page)).toBeEditable();
}

export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto(`${config.webUrl}/sign-in`);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(quickAdd(page)).toBeEditable();
}

const isOneHost = new URL(config.webUrl).hostname === new URL(config.chatbotUrl).hostname;

/** Both pages of one host share its session; where each has its own, people sign in at the chat as well. */
export async function enterChat(page: Page, account: Account): Promise<void> {
  if (isOneHost) return;
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeEditable();
}

export async function addTask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Add a task' }).fill(text);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}

export function taskNamed(page: Page, title: string): Locator {
  const checkbox = page.getByRole('checkbox', { name: `Complete ${title}` });
  return page.getByRole('list', { name: 'Tasks' }).getByRole('listitem').filter({ has: checkbox });
}

/** The assistant's turns; what the person wrote stands in the same log and proves nothing. */
export function answers(page: Page): Locator {
  const log = page.getByRole('log', { name: 'Conversation' });
  return log.getByRole('article').filter({ hasText: 'Taskora said:' });
}

/** Writes to the assistant and waits until its new answer is whole and contains the text. */
export async function say(page: Page, text: string, answer: RegExp): Promise<void> {
  const before = await answers(page).count();
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(answers(page)).toHaveCount(before + 1);
  await expect(answers(page).last()).toContainText(answer);
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
}

/** The day as the browser's person sees it, `YYYY-MM-DD`. */
export function dayFromNow(page: Page, days: number): Promise<string> {
  return page.evaluate((offset) => {
    const day = new Date();
    day.setDate(day.getDate() + offset);
    const pad = (part: number) => String(part).padStart(2, '0');
    return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
  }, days);
}

/**
 * Adds dated and undated tasks faster than a person could, as a program would; they are numbered. A request
 * whose connection is lost is sent again with its key, as the page itself does, and one that came too soon
 * when the answer says.
 */
export async function fillList(page: Page, count: number): Promise<void> {
  const wanted = { tasks: count, run: randomUUID() };
  await page.evaluate(async ({ tasks, run }) => {
    const numbers = Array.from({ length: tasks }, (_, number) => number);
    const send = (body: string, key: string): Promise<Response> =>
      fetch('/api/v1/tasks', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body,
      });
    const work = async (): Promise<void> => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
        const day = new Date(Date.UTC(2099, 0, 1) + (number % 300) * 86_400_000);
        const task = {
          title: `Task number ${number} about thing ${number % 25}`,
          dueOn: day.toISOString().slice(0, 10),
        };
        const body = JSON.stringify(task);
        const key = `${run}-${number}`;
        let answer = await send(body, key).catch(() => send(body, key));
        while (answer.status === 429) {
          const seconds = Number(answer.headers.get('retry-after'));
          await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
          answer = await send(body, key);
        }
        if (!answer.ok) throw new Error(`a task was not added: ${answer.status}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
  }, wanted);
}

/** Adds tasks with all of their fields, as a program would. */
export async function newTasks(
  page: Page,
  tasks: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  const statuses = await page.evaluate(async (all) => {
    const answers: number[] = [];
    for (const task of all) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(task);
      answers.push((await fetch('/api/v1/tasks', { method: 'POST', headers, body })).status);
    }
    return answers;
  }, tasks);
  expect(statuses).toEqual(tasks.map(() => 201));
}

export function quickAdd(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Add a task' });
}

export function boxOf(page: Page, title: string): Locator {
  return page.getByRole('checkbox', { name: `Complete ${title}` });
}

/** What the server has of this person's tasks. */
export async function storedTasks(
  page: Page,
): Promise<{ title: string; dueOn: string | null; completedAt: string | null }[]> {
  const answer = await page.request.get(`${config.webUrl}/api/v1/tasks`);
  return (
    (await answer.json()) as {
      items: { title: string; dueOn: string | null; completedAt: string | null }[];
    }
  ).items;
}

/** Presses Undo in the notification of one change; that of the change before may still be there. */
export async function undo(page: Page, change: string): Promise<void> {
  const notification = page.getByRole('dialog', { name: change });
  await notification.getByRole('button', { name: 'Undo' }).click();
}
