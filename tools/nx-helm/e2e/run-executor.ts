import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExecutorResult } from '../src/executors/report.ts';
import { executorContext } from '../src/testing/workspace.ts';

/** What Nx does with a task, in a process of its own: `node run-executor.ts ROOT EXECUTOR PROJECT OPTIONS`. */
const [root = '', name = '', project = '', options = '{}'] = process.argv.slice(2);
const executor = join(import.meta.dirname, '..', 'src', 'executors', name, 'executor.ts');
const module = (await import(pathToFileURL(executor).href)) as {
  default: (options: unknown, context: unknown) => Promise<ExecutorResult>;
};
const { success } = await module.default(JSON.parse(options), executorContext(root, project, {}));
process.exitCode = success ? 0 : 1;
