import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { copyCheckout, runNxOf } from './other-checkout.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { workspaceRoot } from '../environment.ts';

const imageSchema = z.object({ reference: z.string(), contentId: z.string() });

/** A folder whose name begins with a dot is a draft of an export that was cut off. */
function builtImages(folder: string): string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('.'));
}

function contentIds(checkout: string): Map<string, string> {
  const images = join(checkout, 'dist', 'images');
  return new Map(
    builtImages(images).map((name) => {
      const text = readFileSync(join(images, name, 'image.json'), 'utf8');
      return [name, imageSchema.parse(JSON.parse(text)).contentId];
    }),
  );
}

function compare(here: Map<string, string>, there: Map<string, string>): number {
  let different = 0;
  for (const [name, contentId] of here) {
    const same = there.get(name) === contentId;
    if (!same) different += 1;
    console.log(`${same ? 'same     ' : 'DIFFERENT'} ${name} ${contentId.slice(0, 12)}`);
  }
  return here.size === 0 || here.size !== there.size ? 1 : different;
}

/** Builds every image once more in a clone at another path, without any cache, and compares. */
export function checkTwoClones(): Promise<number> {
  return withTemporaryFolder('another-path', async (folder) => {
    await copyCheckout(folder);
    const build = ['run-many', '-t', 'container', '--skip-nx-cache', '--output-style=static'];
    const { exitCode } = await runNxOf(folder, build, { inherit: true });
    if (exitCode !== 0) return exitCode;
    return compare(contentIds(workspaceRoot), contentIds(folder));
  });
}
