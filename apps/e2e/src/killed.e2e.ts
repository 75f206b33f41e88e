import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, answers, boxOf, enterChat, newAccount, say, signUp } from './person.ts';

const text =
  'add milk, eggs; rename milk to oat milk; complete eggs; move bread to 2031-05-06; add jam; list my tasks; undo';

/** The answer without its rows of tasks: a page that is open longer shows in them what was done since. */
const shownOn = (page: Page): Promise<string> =>
  answers(page)
    .last()
    .evaluate((answer) => {
      const copy = answer.cloneNode(true) as Element;
      for (const row of copy.querySelectorAll('li')) row.remove();
      return copy.textContent;
    });

// `nx run bench:kill-matrix --browser` kills a pod while the answer is made; without it none is.
test('an answer is shown whole, once and alike everywhere, whatever ends meanwhile @killed', async ({
  page,
  context,
}) => {
  const account = newAccount('Killed');
  await signUp(page, account);
  for (const title of ['bread', 'tea']) {
    await addTask(page, title);
    await expect(boxOf(page, title)).toBeEnabled();
  }
  await page.goto(config.chatbotUrl);
  await enterChat(page, account);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeEditable();
  await say(page, text, /Undone/);
  // Read by whoever killed something, and knows when.
  console.log(`answered at ${Date.now()}`);
  await expect(answers(page)).toHaveCount(1);
  await expect(page.getByRole('log').getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  const shown = await shownOn(page);
  for (const done of ['Added: 2 tasks', 'Completed', '4 tasks', 'Removed “jam” again']) {
    expect(shown).toContain(done);
  }

  const second = await context.newPage();
  await second.goto(page.url());
  await expect(answers(second)).toHaveCount(1);
  expect(await shownOn(second)).toBe(shown);
  await page.reload();
  await expect(answers(page)).toHaveCount(1);
  expect(await shownOn(page)).toBe(shown);
});
