import { text } from 'node:stream/consumers';
import type { ContainerOptions } from '../executors/container/executor.ts';
import container from '../executors/container/executor.ts';
import { executorContext, writeFiles } from './workspace.ts';

/** One call of the container executor, for a project whose folder is `app`; by an engine, unless it says so. */
export interface ContainerRun {
  readonly project?: string;
  readonly dockerfile?: string;
  readonly options?: Partial<ContainerOptions>;
}

export interface ContainerRunResult {
  readonly success: boolean;
  /** Its errors. */
  readonly said: string;
  readonly output: string;
}

interface Given {
  readonly root: string;
  readonly runs: readonly ContainerRun[];
}

/**
 * Run as a program, whose PATH decides which engine there is: Jest gives its tests a copy of the
 * environment that no child process sees.
 */
async function main(): Promise<void> {
  const { root, runs } = JSON.parse(await text(process.stdin)) as Given;
  const results: ContainerRunResult[] = [];
  for (const { project = 'app', dockerfile = 'FROM scratch\n', options } of runs) {
    writeFiles(root, { 'app/Dockerfile': dockerfile });
    let said = '';
    console.error = (line: string) => void (said += line);
    let output = '';
    console.log = (line: string) => void (output += `${line}\n`);
    const context = executorContext(root, project, { [project]: { root: 'app' } });
    const given = { imagePrefix: 'acme', builder: 'engine' as const, ...options };
    const { success } = await container(given, context);
    results.push({ success, said, output });
  }
  process.stdout.write(`\n${JSON.stringify(results)}\n`);
}

await main();
