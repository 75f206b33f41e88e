/**
 * Measures the list at its full length: `nx run e2e:bench-list`. It proves nothing and fails for no
 * number; it prints what a key in the quick add and a tick of a task take until they are painted.
 * BENCH_TASKS says how many tasks there are.
 */
import { chromium, expect, type Page } from '@playwright/test';
import { benchTasks, config } from './config.ts';
import { fillList, newAccount, signUp } from './person.ts';

const samples = 12;

/** Milliseconds until every task is in the list, however it is asked for more. */
async function showAll(page: Page, count: number): Promise<number> {
  const rows = page.getByRole('list', { name: 'Tasks' }).locator('[data-task]');
  const started = performance.now();
  await expect(rows.first()).toBeVisible();
  for (;;) {
    const shown = await rows.count();
    if (shown >= count) return performance.now() - started;
    const more = page.getByRole('button', { name: 'Show more' });
    await more.scrollIntoViewIfNeeded().catch(() => undefined);
    await more.click({ timeout: 2_000 }).catch(() => undefined);
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(shown);
  }
}

/** Counts from the event's own time stamp to the first task after the frame that shows its effect. */
async function timeNext(page: Page, type: 'click' | 'keydown', act: () => Promise<void>) {
  const timing = await page.evaluateHandle((eventType) => {
    const paint = Promise.withResolvers<number>();
    const listen = (event: Event) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => paint.resolve(performance.now() - event.timeStamp);
        channel.port2.postMessage(null);
      });
    };
    document.addEventListener(eventType, listen, { capture: true, once: true });
    return { painted: paint.promise };
  }, type);
  await act();
  return timing.evaluate(({ painted }) => painted);
}

async function series(measure: (index: number) => Promise<number>): Promise<string> {
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) times.push(await measure(index));
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor(part * (samples - 1))] ?? 0);
  return `min ${at(0)}, median ${at(0.5)}, max ${at(1)} ms`;
}

const browser = await chromium.launch(config.launchOptions);
try {
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  await signUp(page, newAccount('Bench'));
  await fillList(page, benchTasks);
  await page.reload();
  console.log(`${benchTasks} tasks shown after ${Math.round(await showAll(page, benchTasks))} ms`);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  console.log(`elements on the page: ${elements}`);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole('textbox', { name: 'Add a task' }).focus();
  const key = (index: number) =>
    timeNext(page, 'keydown', () => page.keyboard.press('abcdefghijklmnop'.charAt(index)));
  console.log(`key to paint: ${await series(key)}`);
  const boxes = page.getByRole('list', { name: 'Tasks' }).getByRole('checkbox');
  const tick = async () => {
    const box = await boxes.nth(3).elementHandle();
    if (box === null) throw new Error('the list has no fourth task');
    return timeNext(page, 'click', () => box.click());
  };
  console.log(`tick to paint: ${await series(tick)}`);
} finally {
  await browser.close();
}
