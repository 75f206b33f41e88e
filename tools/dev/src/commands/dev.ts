import { join } from 'node:path';
import { describeFindings } from '@taskora/minikube/finding';
import { ownIdentity } from '@taskora/base/identity';
import { acquireLock } from '@taskora/base/lock';
import { readDevelopment, takenPorts } from '../development.ts';
import { workspaceRoot } from '../environment.ts';
import { endOrphans } from '../processes/orphans.ts';
import { run, tasksExitCode } from '../run.ts';
import { refuseOptions, runMain } from '@taskora/base/run-main';

async function develop(): Promise<number> {
  await endOrphans();
  const { ports } = readDevelopment();
  const taken = await takenPorts(ports);
  if (taken.length > 0) {
    console.error(describeFindings(taken, 'npm run dev'));
    return 1;
  }
  const { web, chatbot } = ports;
  console.log(`tasks http://localhost:${web}, chat http://localhost:${chatbot}; Ctrl-C ends both`);
  const args = ['run-many', '-t', 'dev', '--parallel=6', '--nx-bail', '--output-style=stream'];
  const { pid, start } = ownIdentity();
  const environment = { TASKORA_RUN_OWNER: `${pid}/${start}` };
  return tasksExitCode(await run('nx', args, { environment, inherit: true }));
}

/** `npm run dev`: the three services on this machine, until Ctrl-C. */
async function main(): Promise<number> {
  refuseOptions('npm run dev', process.argv.slice(2));
  const path = join(workspaceRoot, '.taskora', 'dev.lock');
  const lock = acquireLock(path, { ...ownIdentity(), command: 'npm run dev' });
  try {
    return await develop();
  } finally {
    lock.release();
  }
}

await runMain(main);
