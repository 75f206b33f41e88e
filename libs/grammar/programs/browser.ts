/** Reads lines in a browser whose processor is slowed down. */
import { existsSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import type * as engine from '../src/index.ts';
import type { Asked } from './asked.ts';
import { bundle } from './bundle.ts';

/** How many times slower the processor seems; browsers' tools call it a phone of the lower class. */
export const SLOWDOWN = 6;
const ADDRESS = 'https://bench.test/';
const DEBIAN_CHROMIUM = '/usr/bin/chromium';
/** With them a page has a clock of 5 µs, and of 100 µs without. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

type Engine = typeof engine;

/** Opens a page that has this library, and no other one. */
async function openPage(page: Page): Promise<void> {
  const [module] = await bundle(true);
  await page.route(`${ADDRESS}**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: module?.text ?? '' })
      : route.fulfill({
          contentType: 'text/html',
          body: '<title>bench</title>',
          headers: ISOLATED,
        }),
  );
  await page.goto(ADDRESS);
}

/**
 * The browser slows down by pauses of a millisecond, so a line is read so often in a row that it meets its share of them.
 */
const IN_A_ROW = 20;

/** How long each line takes in each round, in microseconds; the first round makes the page ready and is left out. */
export async function browserTimes(
  lines: readonly Asked[],
  rounds: number,
): Promise<{ readonly version: string; readonly times: readonly number[][] }> {
  const browser = await chromium.launch({
    ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await openPage(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    const times = await page.evaluate(
      async ([asked, count, repeats, module]) => {
        const { loadLanguage, parseLine } = (await import(module)) as Engine;
        const language = await loadLanguage('en');
        const measure = ([text, context]: Asked): number => {
          const begin = performance.now();
          for (let time = 0; time < repeats; time += 1) parseLine(text, context, language);
          return (1000 * (performance.now() - begin)) / repeats;
        };
        const measured = Array.from({ length: count + 1 }, () => asked.map(measure));
        return measured.slice(1);
      },
      [lines, rounds, IN_A_ROW, `${ADDRESS}engine.js`] as const,
    );
    return { version: browser.version(), times };
  } finally {
    await browser.close();
  }
}
