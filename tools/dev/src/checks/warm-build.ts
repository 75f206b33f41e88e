import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { copyCheckout, runNxOf } from './other-checkout.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const project = 'web';
const page = `apps/${project}/src/app/not-found.tsx`;
const visibleText = />([A-Z][^<{]*)</;
const cacheBytesAtMost = 500e6;
const digestSchema = z.object({ digest: z.string() });

/** How often the edit is made and taken back, out of an option. */
export function editRounds(given: string, again: string): number {
  const rounds = Number(given);
  if (Number.isSafeInteger(rounds) && rounds > 0) return rounds;
  throw new UserError(
    'WARM_BUILD_ROUNDS',
    `the number of rounds is ${JSON.stringify(given)} and has to be a number from 1`,
    again,
  );
}

/**
 * Builds a front end again and again with what Next keeps from build to build, and once without: equal
 * sources have to give equal output, whatever was built before them, and the cache has to stay bounded.
 */
export function checkWarmBuild(rounds: number): Promise<number> {
  return withTemporaryFolder('warm-build', async (folder) => {
    await copyCheckout(folder);
    const checkout = new Checkout(folder);
    await checkout.prepare();
    return compareBuilds(checkout, await checkout.build('cold, as it is'), rounds);
  });
}

/** The same in a checkout in which the front end was just built, and never before. */
export function checkWarmBuildIn(folder: string, rounds: number): Promise<number> {
  const checkout = new Checkout(folder);
  return compareBuilds(checkout, checkout.digest(), rounds);
}

async function compareBuilds(checkout: Checkout, first: string, rounds: number): Promise<number> {
  let text = '';
  let edited = '';
  for (let round = 1; round <= rounds; round += 1) {
    text = randomUUID();
    checkout.edit(text);
    edited = await checkout.build(`warm, edit ${round}`);
    if (edited === first) throw different(`edit ${round} is not in the output`);
    checkout.edit(undefined);
    const reverted = await checkout.build(`warm, edit ${round} taken back`);
    if (reverted !== first) throw different(`the output after edit ${round} was taken back`);
  }
  checkout.edit(text);
  checkout.forgetCache();
  if ((await checkout.build('cold, the last edit')) !== edited)
    throw different('the output of the last edit');
  console.log(`${rounds} edits, each taken back: warm output is cold output`);
  return 0;
}

function different(what: string): UserError {
  return new UserError(
    'WARM_BUILD_DIFFERS',
    `${what} depends on what was built before`,
    'rm -rf apps/*/.next/cache, then set experimental.turbopackFileSystemCacheForBuild to false in libs/front-end/src/next/next-config.ts',
  );
}

class Checkout {
  readonly #folder: string;
  readonly #original: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#original = readFileSync(join(folder, page), 'utf8');
  }

  /** Puts a text into the page, or takes it out again. */
  edit(text: string | undefined): void {
    const edited = this.#original.replace(visibleText, `>$1 ${text}<`);
    if (edited === this.#original)
      throw new UserError(
        'WARM_BUILD_NO_TEXT',
        `${page} has no visible text to edit`,
        'adapt tools/dev/src/checks/warm-build.ts',
      );
    writeFileSync(join(this.#folder, page), text === undefined ? this.#original : edited);
  }

  forgetCache(): void {
    rmSync(this.#cache, { recursive: true });
  }

  /** What the output takes from another project; base images, which Nx builds before it too, are not needed. */
  async prepare(): Promise<void> {
    await this.#nx('run', 'front-end:bundle');
  }

  async #nx(...args: readonly string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await runNxOf(this.#folder, [
      ...args,
      '--output-style=static',
    ]);
    if (exitCode === 0) return;
    throw new UserError(
      'WARM_BUILD_FAILED',
      `nx ${args.join(' ')} failed: ${stdout}${stderr}`,
      `npx nx run ${project}:build-digest`,
    );
  }

  /** The digest of the output, which is really built. */
  async build(what: string): Promise<string> {
    const started = Date.now();
    const alone = ['--skip-nx-cache', '--exclude-task-dependencies'];
    await this.#nx('run-many', '-t', 'build', 'build-digest', '-p', project, ...alone);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const digest = this.digest();
    const megabytes = (this.#cacheBytes() / 1e6).toFixed(0);
    console.log(`${what}: ${digest.slice(0, 12)}, ${seconds} s, cache ${megabytes} MB`);
    return digest;
  }

  /** That of the present output. */
  digest(): string {
    const file = join(this.#folder, 'dist/apps', `${project}.digest.json`);
    const { digest } = digestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const bytes = this.#cacheBytes();
    if (bytes > cacheBytesAtMost)
      throw new UserError(
        'WARM_BUILD_CACHE_LARGE',
        `Next's cache has ${(bytes / 1e6).toFixed(0)} MB`,
        `npx nx show project ${project}, and look at cacheMegabytesAtMost of build-digest`,
      );
    return digest;
  }

  get #cache(): string {
    return join(this.#folder, 'apps', project, '.next/cache');
  }

  /** None would mean that every build is cold, and the comparison would show nothing. */
  #cacheBytes(): number {
    const bytes = readdirSync(this.#cache, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    if (bytes > 0) return bytes;
    throw new UserError(
      'WARM_BUILD_NO_CACHE',
      `Next keeps nothing from build to build in ${this.#cache}`,
      'set experimental.turbopackFileSystemCacheForBuild in libs/front-end/src/next/next-config.ts',
    );
  }
}
