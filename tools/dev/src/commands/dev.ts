import { describeFindings } from '@taskora/minikube/finding';
import { ownIdentity } from '@taskora/base/identity';
import { withCheckoutLock } from '../checkout-lock.ts';
import { readDevelopment, takenPorts } from '../development/settings.ts';
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
await runMain(async () => {
  refuseOptions('npm run dev', process.argv.slice(2));
  return withCheckoutLock('npm run dev', develop, 'dev.lock');
});
