import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { leaveNx } from '@taskora/dev/environment';
import { run } from '@taskora/dev/run';
import { keepFigures } from '../keep.ts';

/**
 * How long the images take to be built (I2), with what they are built from and without anything of Nx's
 * cache: `nx run bench:image-builds [--only=PROJECT,PROJECT]`. It fails for no figure; what was built
 * before is built once more, to the same content.
 */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const projects = only === undefined ? [] : ['-p', only];
  const args = ['run-many', '-t', 'container', ...projects, '--skip-nx-cache'];
  leaveNx();
  const started = Date.now();
  const { exitCode } = await run('nx', [...args, '--output-style=static'], { inherit: true });
  const seconds = Math.round((Date.now() - started) / 1000);
  if (exitCode !== 0) {
    const fix = `npx nx ${args.join(' ')}`;
    throw new UserError('IMAGES_NOT_BUILT', 'an image could not be built; its error is above', fix);
  }
  const which = only ?? 'all images';
  console.log(
    `${which}: built in ${seconds} s; ${keepFigures('image-builds', { which, seconds })}`,
  );
  return 0;
}

await runMain(main);
