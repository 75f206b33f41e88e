import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withCheckoutLock } from '../checkout-lock.ts';
import { addresses, ensureAddresses } from '../cluster/addresses.ts';
import { ensureDemoAccount } from '../cluster/demo-account.ts';
import { deployRuns, hasPrograms } from '../cluster/deploy-runs.ts';
import { policyNote } from '../cluster/network-policies.ts';
import { readDeployReports, summarise } from '../cluster/deploy-reports.ts';
import { daemonChoice, runLog, workspaceRoot } from '../environment.ts';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { openRunLog } from '../../setup/log.mjs';
import { showRun } from '../tasks/show-run.ts';

async function deploy(): Promise<number> {
  const started = Date.now();
  for (const reports of ['deploys', 'loads']) {
    rmSync(join(workspaceRoot, 'dist', reports), { recursive: true, force: true });
  }
  const log = runLog() ?? openRunLog('up');
  for (const tasks of deployRuns(hasPrograms())) {
    const options = { log, command: 'npm run up', environment: daemonChoice() };
    const { exitCode } = await showRun(tasks, options);
    if (exitCode !== 0) return exitCode;
  }
  await ensureAddresses();
  const [account, note] = await Promise.all([ensureDemoAccount(addresses.web), policyNote()]);
  console.log(`
${summarise(readDeployReports())}, in ${((Date.now() - started) / 1000).toFixed(1)} s

  tasks    ${addresses.web}
  chat     ${addresses.chatbot}
  account  ${account.email}, password ${account.password}
${note === undefined ? '' : `\n${note}\n`}`);
  return 0;
}

/** `npm run up`: the whole product on a Minikube, from whatever state the machine is in. */
await runMain(async () => {
  refuseOptions('npm run up', process.argv.slice(2));
  return withCheckoutLock('npm run up', deploy);
});
