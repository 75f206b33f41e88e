import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { workspaceRoot } from '@taskora/dev/environment';
import type { Case } from './cases.ts';
import type { Trial } from './outcome.ts';
import { strike } from './strike.ts';

interface Story {
  readonly hasPassed: boolean;
  /** When the page had the whole answer, as `Date.now()` has it. */
  readonly answeredAt: number;
}

/** The story of a person who reads the answer in a browser, and again beside it and after a reload. */
async function story(): Promise<Story> {
  const playwright = join(workspaceRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const args = ['test', '-c', 'apps/e2e/playwright.config.ts', '--grep', '@killed'];
  const { exitCode, stdout } = await run(process.execPath, [playwright, ...args], {
    directory: workspaceRoot,
  });
  if (exitCode !== 0) console.log(stdout);
  const [, answeredAt = Number.NaN] = /answered at (\d+)/.exec(stdout) ?? [];
  return { hasPassed: exitCode === 0, answeredAt: Number(answeredAt) };
}

/** The same as an attempt over HTTP, with the page itself as the reader. */
export async function attemptInBrowser(tried: Case): Promise<Trial> {
  const { loss, ended } = await strike(tried, story);
  const { hasPassed, answeredAt } = await ended;
  const faults = hasPassed ? [] : ['the page does not show one whole answer'];
  if (loss === undefined) {
    return { case: tried, faults: [...faults, 'its point was not met'], milliseconds: Number.NaN };
  }
  await loss.restore();
  const milliseconds = answeredAt - (performance.timeOrigin + loss.at);
  return { case: tried, faults, milliseconds };
}
