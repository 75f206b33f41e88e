import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import container from '../src/executors/container/executor.ts';
import { executorContext } from '../src/testing/workspace.ts';

/** One image in a process of its own, whose peak memory is then that of the plugin for this image. */
interface Given {
  readonly root: string;
  readonly project: string;
  readonly builder: 'auto' | 'engine';
  readonly bases: readonly string[];
}

const { root, project, builder, bases } = (await json(process.stdin)) as Given;
const context = executorContext(root, project, {
  [project]: { root: `apps/${project}`, targets: { build: {} } },
});
const { success } = await container({ imagePrefix: 'taskora', bases, builder }, context);
const reference = success
  ? readFileSync(join(root, 'dist/images', project, 'reference'), 'utf8').trim()
  : '';
const peakMegabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
console.log(`\n${JSON.stringify({ reference, peakMegabytes })}`);
process.exitCode = success ? 0 : 1;
