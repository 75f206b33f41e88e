/**
 * Measures how long the first page takes on this machine (P3): `nx run e2e:bench-front-page`. It fails for
 * no number; it prints, for a browser that has been here never and for one that has, the milliseconds from
 * asking for the page until its largest content is painted and until all of it is loaded. Each sample of
 * the first kind is a profile of its own, with empty caches and no connection.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { config } from '../config.ts';

const samples = 15;

interface Sample {
  readonly painted: number;
  readonly loaded: number;
}

/** By the browser's own clock, which begins when the page is asked for. */
async function load(page: Page, address: string): Promise<Sample> {
  await page.goto(address, { waitUntil: 'load' });
  return page.evaluate(async () => {
    const largest = Promise.withResolvers<number>();
    const observer = new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1);
      if (last !== undefined) largest.resolve(last.startTime);
    });
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
    const painted = await largest.promise;
    const [navigation] = performance.getEntriesByType('navigation');
    return { painted, loaded: (navigation as PerformanceNavigationTiming).loadEventEnd };
  });
}

async function first(browser: Browser, address: string): Promise<Sample> {
  const context = await browser.newContext();
  try {
    return await load(await context.newPage(), address);
  } finally {
    await context.close();
  }
}

function described(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
  return `min ${at(0)}, median ${at(0.5)}, max ${at(1)} ms`;
}

function print(name: string, found: readonly Sample[]): void {
  console.log(`${name}: painted ${described(found.map(({ painted }) => painted))}`);
  console.log(`${name}: loaded ${described(found.map(({ loaded }) => loaded))}`);
}

const browser = await chromium.launch(config.launchOptions);
try {
  for (const [name, address] of [
    ['web', config.webUrl],
    ['chatbot', config.chatbotUrl],
  ] as const) {
    const cold: Sample[] = [];
    for (let index = 0; index < samples; index += 1) cold.push(await first(browser, address));
    print(`${name}, first visit`, cold);
    const context = await browser.newContext();
    const page = await context.newPage();
    await load(page, address);
    const warm: Sample[] = [];
    for (let index = 0; index < samples; index += 1) warm.push(await load(page, address));
    print(`${name}, again`, warm);
    await context.close();
  }
} finally {
  await browser.close();
}
