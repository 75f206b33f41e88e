import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockCheckout } from './checkout-lock.ts';
import { addresses, ensureAddresses } from './cluster/addresses.ts';
import { ensureDemoAccount } from './cluster/demo-account.ts';
import { readDeployReports, summarise } from './cluster/deploy-reports.ts';
import { daemonChoice, workspaceRoot } from './environment.ts';
import { run } from './run.ts';
import { runMain } from './run-main.ts';

async function deploy(): Promise<number> {
  const started = Date.now();
  for (const reports of ['deploys', 'loads']) {
    rmSync(join(workspaceRoot, 'dist', reports), { recursive: true, force: true });
  }
  const args = ['run', 'infra:deploy-minikube', '--output-style=stream'];
  const deployed = await run('nx', args, { environment: daemonChoice(), inherit: true });
  if (deployed.exitCode !== 0) return deployed.exitCode;
  await ensureAddresses();
  const account = await ensureDemoAccount(addresses.web);
  console.log(`
${summarise(readDeployReports())}, in ${((Date.now() - started) / 1000).toFixed(1)} s

  tasks    ${addresses.web}
  chat     ${addresses.chatbot}
  account  ${account.email}, password ${account.password}
`);
  return 0;
}

/** `npm run up`: the whole product on a Minikube, from whatever state the machine is in. */
async function main(): Promise<number> {
  const lock = lockCheckout('npm run up');
  try {
    return await deploy();
  } finally {
    lock.release();
  }
}

await runMain(main);
