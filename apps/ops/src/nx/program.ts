import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where Nx lies, which its package says and no path: it has moved between versions. */
export const nxProgram = (root: string): string =>
  createRequire(join(root, 'package.json')).resolve('nx/bin/nx');
