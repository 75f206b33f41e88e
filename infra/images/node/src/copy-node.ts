import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Puts the Node program of the npm package `node` into the build context of image-node. */
const context = 'dist/infra/images/node';
const manifest = createRequire(import.meta.url).resolve('node/package.json');
const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };

await mkdir(context, { recursive: true });
await copyFile(join(dirname(manifest), 'bin/node'), join(context, 'node'));
console.log(`${context}/node: Node ${version}`);
