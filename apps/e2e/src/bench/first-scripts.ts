/**
 * Measures how much JavaScript the first load of a page takes (P3): `nx run e2e:bench-first-scripts`. It fails
 * for no number; it prints, for a browser with empty caches, the kilobytes of all scripts that were loaded by
 * the end of the page's load event, as they were sent, and how many there were. What comes later, because
 * somebody writes or opens something, is not in it.
 */
import { chromium, type Browser } from '@playwright/test';
import { config } from '../config.ts';
import { newAccount, signUp } from '../person.ts';

const kilo = 1_000;

async function measure(browser: Browser, name: string, address: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signUp(page, newAccount('Ada'));
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await page.goto(address, { waitUntil: 'load' });
  const sizes = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const end = (navigation as PerformanceNavigationTiming).loadEventStart;
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return all
      .filter(({ initiatorType, name: url }) => initiatorType === 'script' || /\.js\b/u.test(url))
      .filter(({ startTime }) => startTime <= end)
      .map(({ encodedBodySize }) => encodedBodySize);
  });
  const sum = sizes.reduce((total, each) => total + each, 0);
  console.log(`${name}: ${(sum / kilo).toFixed(1)} kB in ${sizes.length} scripts`);
  await context.close();
}

const browser = await chromium.launch(config.launchOptions);
try {
  await measure(browser, 'web, tasks', `${config.webUrl}/tasks`);
  await measure(browser, 'chatbot', config.chatbotUrl);
} finally {
  await browser.close();
}
