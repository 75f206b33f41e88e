import { randomUUID } from 'node:crypto';
import { accessSync, appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runNxOf, withWorktree } from './other-checkout.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { differences, takeSnapshot } from './snapshot.ts';

/** A server page and a client component of each front end: comments must reach neither's output. */
export const commented = [
  'apps/web/src/app/page.tsx',
  'apps/web/src/tasks/list/task-row.tsx',
  'apps/chatbot/src/app/page.tsx',
  'apps/chatbot/src/app/error.tsx',
];
const services = ['web', 'chatbot'];

/**
 * An edit of comments in both front ends, deployed from another checkout: their builds run again,
 * their images come from the cache, and nothing is rolled out.
 */
export function checkEarlyCutoff(): Promise<number> {
  return withTemporaryFolder('comments', (folder) =>
    withWorktree(folder, () => deployComments(folder)),
  );
}

async function deployComments(folder: string): Promise<number> {
  // Nobody has built this text before, or Nx would take the builds from an earlier run's cache.
  const comment = `\n// ${randomUUID()}\n`;
  // An edit of a file that is not there would make one which no build reads.
  for (const file of commented) accessSync(join(folder, file));
  for (const file of commented) appendFileSync(join(folder, file), comment);
  const before = await takeSnapshot();
  const deploy = ['run-many', '-t', 'helm-deploy', '--output-style=static'];
  const { exitCode, stdout, stderr } = await runNxOf(folder, deploy);
  const found = [
    ...(exitCode === 0 ? [] : [`the deploy failed: ${stderr.trim()}`]),
    ...services
      .filter((name) => !wasRun(stdout, `${name}:build`))
      .map((name) => `${name} was not built`),
    ...services
      .filter((name) => wasRun(stdout, `${name}:container`))
      .map((name) => `the image of ${name} did not come from the cache`),
    ...imagesBuilt(folder).map((name) => `the image of ${name} was built`),
    ...differences(before, await takeSnapshot()).filter(isOfProduct),
  ];
  if (found.length === 0) {
    console.log(
      `${services.join(' and ')}: built again, images from the cache, nothing rolled out`,
    );
    return 0;
  }
  console.log(stdout);
  for (const line of found) console.error(line);
  throw new UserError(
    'NO_EARLY_CUTOFF',
    `${found.length} things happened that a comment must not cause`,
    'npx nx run infra:history, which says why each revision was rolled out',
  );
}

/** Others may load images into the same node meanwhile. */
function isOfProduct(difference: string): boolean {
  return !/nodeImages: (?!docker\.io\/taskora\/)/.test(difference);
}

/** Nx marks what it took from a cache, or found in place, in brackets behind the task's name. */
function wasRun(output: string, task: string): boolean {
  const lines = stripVTControlCharacters(output).split('\n');
  const line = lines.find((each) => new RegExp(`nx run ${task}(?:\\s|$)`).test(each));
  return line !== undefined && !line.includes('[');
}

function imagesBuilt(folder: string): string[] {
  const reports = join(folder, 'dist', 'builds');
  return existsSync(reports) ? readdirSync(reports) : [];
}
