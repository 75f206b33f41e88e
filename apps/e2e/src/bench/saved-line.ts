/**
 * Measures how long a saved line takes until a browser shows it (P1), by hot reload or, with `--reload`, by
 * asking for the page again: `nx run e2e:bench-saved-line --url=http://localhost:3000`. The app runs already,
 * as by `web:dev --against` or `web:live`. It edits a file of the checkout, and puts it back; it fails for no number.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { config } from '../config.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: config.webUrl },
    app: { type: 'string', default: 'web' },
    rounds: { type: 'string', default: '50' },
    reload: { type: 'boolean', default: false },
  },
});
const file = join(
  import.meta.dirname,
  '../../../..',
  `apps/${values.app}/src/app/sign-in/page.tsx`,
);
const heading = 'Welcome back';
const patienceMilliseconds = 120_000;
/** As between two edits of a person. */
const restMilliseconds = 1000;

async function isShown(page: Page, text: string): Promise<void> {
  const shown = page.getByRole('heading', { name: text, exact: true });
  if (!values.reload) return shown.waitFor({ timeout: patienceMilliseconds });
  const deadline = performance.now() + patienceMilliseconds;
  while (performance.now() < deadline) {
    // While the process is started again, nobody answers.
    await page.reload({ waitUntil: 'domcontentloaded' }).catch(() => undefined);
    if ((await shown.count()) > 0) return;
  }
  throw new Error(`${values.url} did not show ${text}`);
}

function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

const before = readFileSync(file, 'utf8');
if (before.split(heading).length !== 2) throw new Error(`${file} does not have ${heading} once`);
const browser = await chromium.launch(config.launchOptions);
const figures: number[] = [];
const loads: number[] = [];
try {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${values.url}/sign-in`, { timeout: patienceMilliseconds });
  await isShown(page, heading);
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const text = `${heading} ${round}`;
    const started = performance.now();
    writeFileSync(file, before.replace(heading, text));
    await isShown(page, text);
    figures.push(performance.now() - started);
    loads.push(loadavg()[0] ?? 0);
    await page.waitForTimeout(restMilliseconds);
  }
} finally {
  writeFileSync(file, before);
  await browser.close();
}
const shown = [50, 95, 100].map((percent) => `${percentile(figures, percent).toFixed(0)} ms`);
console.log(
  `${values.app}, ${figures.length} saved lines until the browser shows them: median ${shown[0] ?? ''}, p95 ${shown[1] ?? ''}, longest ${shown[2] ?? ''}; load ${percentile(loads, 50).toFixed(1)}`,
);
