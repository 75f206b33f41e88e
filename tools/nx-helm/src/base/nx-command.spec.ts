import type { findProcess as find } from '@taskora/base/processes';
import { nxArguments } from './nx-command.ts';

const task = '/acme/node_modules/nx/dist/bin/run-executor.js';

/** Process 9 is a task: forked in a terminal of Nx, which a shell has started for the Nx of process 2. */
const processes: Readonly<Record<number, readonly [parent: number, ...commandLine: string[]]>> = {
  2: [1, '/usr/bin/node', '/acme/node_modules/.bin/nx', 'run', 'api:helm-deploy', '-c', 'prod'],
  5: [2, 'sh', '-c', 'node fork.js'],
  7: [5, 'node', '/acme/node_modules/nx/dist/src/tasks-runner/fork.js', 'socket', 'api'],
};
const findProcess: typeof find = (id) => {
  const [parent, ...commandLine] = processes[id] ?? [];
  return parent === undefined ? undefined : { parent, commandLine };
};

describe('what Nx was called with', () => {
  it('is found from a task, at whatever distance Nx has started it', () => {
    const args = ['run', 'api:helm-deploy', '-c', 'prod'];
    expect(nxArguments(task, 2, findProcess)).toEqual(args);
    expect(nxArguments(task, 7, findProcess)).toEqual(args);
  });

  it('is nothing for a process that is no task of Nx, though an Nx may be above it', () => {
    expect(nxArguments('/acme/node_modules/jest/bin/jest.js', 7, findProcess)).toBeUndefined();
    expect(nxArguments(task, 4, findProcess)).toBeUndefined();
  });
});
