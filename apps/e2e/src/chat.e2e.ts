import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { config } from './config.ts';
import {
  addTask,
  answers,
  boxOf,
  enterChat,
  newAccount,
  say,
  signUp,
  storedTasks,
  taskNamed,
  undo,
} from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

/** The list beside the conversation; in narrow windows it is behind a button. */
function conversations(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Conversations' });
}

function boxIn(answer: Locator, title: string): Locator {
  return answer.getByRole('checkbox', { name: `Complete ${title}` });
}

/** An account with these tasks, at the chat. */
async function openChat(page: Page, name: string, ...titles: string[]): Promise<void> {
  const account = newAccount(name);
  await signUp(page, account);
  for (const title of titles) {
    await addTask(page, title);
    await expect(boxOf(page, title)).toBeEnabled();
  }
  await page.goto(config.chatbotUrl);
  await enterChat(page, account);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeEditable();
}

test.describe('the tasks of an answer (A3, N9)', () => {
  test('are ticked in the chat, undone there, and follow what the list of tasks does', async ({
    page,
    context,
  }) => {
    await openChat(page, 'Ticks', 'water the plants', 'feed the cat');
    await say(page, 'show my tasks', /water the plants/);
    const answer = answers(page).last();
    const tasks = await context.newPage();
    await tasks.goto(`${config.webUrl}/tasks`);
    await expect(taskNamed(tasks, 'feed the cat')).toBeVisible();
    await page.bringToFront();

    const plants = boxIn(answer, 'water the plants');
    await plants.focus();
    await page.keyboard.press('Space');
    await expect(plants).toBeChecked();
    await expect
      .poll(async () => (await storedTasks(page)).filter((task) => task.completedAt !== null))
      .toHaveLength(1);
    await undo(page, 'Completed “water the plants”.');
    await expect(plants).not.toBeChecked();
    await expect
      .poll(async () => (await storedTasks(page)).filter((task) => task.completedAt !== null))
      .toHaveLength(0);

    // The other page changes a task; the answer on the screen shows it, and nothing is pressed here.
    await tasks.getByRole('checkbox', { name: 'Complete feed the cat' }).click();
    await expect(boxIn(answer, 'feed the cat')).toBeChecked();
    await tasks.getByRole('button', { name: 'Delete water the plants' }).click();
    await expect(answer.getByText('water the plants, deleted')).toBeVisible();
    await expect(plants).toHaveCount(0);
  });

  test('lead to the view of the list that holds them', async ({ page }) => {
    await openChat(page, 'Links', 'call the bank');
    await say(page, 'show my tasks', /call the bank/);
    await answers(page).last().getByRole('link', { name: 'call the bank' }).click();
    await expect(page).toHaveURL(`${config.webUrl}/tasks?view=inbox`);
    await expect(taskNamed(page, 'call the bank')).toBeVisible();
  });
});

test.describe('conversations (A3)', () => {
  test('are renamed by keyboard, found by what was said, and saved as files', async ({ page }) => {
    await openChat(page, 'Threads');
    await say(page, 'add <b>milk</b>', /milk/);
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await say(page, 'add a parcel', /parcel/);
    const list = conversations(page);
    const title = 'add <b>milk</b>';

    await list.getByRole('button', { name: `Rename conversation ${title}` }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('something else');
    await page.keyboard.press('Escape');
    await expect(list.getByRole('button', { name: title, exact: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('groceries');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('button', { name: 'groceries', exact: true })).toBeVisible();
    await page.reload();
    await expect(list.getByRole('button', { name: 'groceries', exact: true })).toBeVisible();

    await list.getByRole('textbox', { name: 'Search conversations' }).fill('MILK');
    await expect(list.getByRole('button', { name: 'add a parcel', exact: true })).toHaveCount(0);
    const found = list.getByRole('button', { name: `groceries ${title}` });
    await expect(found).toBeVisible();
    await expectNoAccessibilityFault(page);
    await found.click();
    await expect(page.getByRole('log').getByText(title, { exact: true }).first()).toBeVisible();

    for (const [label, ending] of [
      ['As Markdown', 'md'],
      ['As JSON', 'json'],
    ] as const) {
      await list.getByRole('button', { name: 'Export conversation groceries' }).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: label }).click();
      const file = await saved;
      expect(file.suggestedFilename()).toBe(`taskora-groceries.${ending}`);
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toContain(ending === 'md' ? String.raw`add \<b\>milk\</b\>` : title);
      expect(text.includes('<b>')).toBe(ending === 'json');
      await expect(page.getByRole('dialog', { name: 'Export this conversation' })).toHaveCount(0);
    }
  });

  test('have their list, search and the form for a title on the narrowest phone', async ({
    browser,
  }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await openChat(page, 'Narrow');
    await say(page, 'add a parcel with a rather long name', /parcel/);
    await page.getByRole('button', { name: 'Conversations' }).click();
    const drawer = page.getByRole('dialog', { name: 'Conversations' });
    await drawer.getByRole('button', { name: /^Rename conversation add a parcel/ }).click();
    await expectRoomForFingers(page);
    await expectNoSidewaysScroll(page);
    await expectNoAccessibilityFault(page);
    await page.keyboard.press('Escape');
    await expect(drawer.getByRole('button', { name: /^Rename conversation/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await context.close();
  });
});

test.describe('dictation (A3)', () => {
  test('writes into the field and sends nothing; the pages allow the microphone to the chat alone', async ({
    page,
  }) => {
    // The browsers of tests understand no speech: one that recognises two pieces stands in for theirs.
    await page.addInitScript(() => {
      class FakeRecognition extends EventTarget {
        start(): void {
          for (const transcript of ['buy', 'milk']) {
            const result = Object.assign([{ transcript }], { isFinal: true });
            const found = { resultIndex: 0, results: [result] };
            this.dispatchEvent(Object.assign(new Event('result'), found));
          }
        }
        stop(): void {
          this.dispatchEvent(new Event('end'));
        }
        abort(): void {}
      }
      Object.assign(window, {
        SpeechRecognition: FakeRecognition,
        webkitSpeechRecognition: FakeRecognition,
      });
    });
    await openChat(page, 'Voice');
    await page.getByRole('button', { name: 'Dictate' }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('buy milk');
    await page.getByRole('button', { name: 'Dictate' }).click();
    await expect(page.getByRole('button', { name: 'Dictate' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await expect(answers(page)).toHaveCount(0);
    const policies = await Promise.all(
      [config.chatbotUrl, `${config.webUrl}/tasks`].map(
        async (url) => (await page.request.get(url)).headers()['permissions-policy'] ?? '',
      ),
    );
    expect(policies[0]).toContain('microphone=(self)');
    expect(policies[1]).toContain('microphone=()');
  });
});
