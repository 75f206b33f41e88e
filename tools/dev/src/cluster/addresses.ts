import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { Problem } from '@taskora/minikube/errors';
import { programPath } from '../run.ts';
import { waitForHttp } from '../wait.ts';
import { kubeContext, namespace } from './kubectl.ts';

export const addresses = { web: 'http://localhost:30000', chatbot: 'http://localhost:30001' };

type Service = keyof typeof addresses;

const folder = join(workspaceRoot, '.taskora', 'port-forward');

/** Forwards a node port that is not on loopback; the forwarder outlives this program. */
function startForwarding(service: Service): void {
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(folder, `${service}.log`), 'w');
  const port = new URL(addresses[service]).port;
  const args = [
    '--context',
    kubeContext,
    '-n',
    namespace,
    'port-forward',
    `service/${service}`,
    `${port}:80`,
  ];
  const child = spawn(programPath('kubectl'), args, {
    detached: true,
    stdio: ['ignore', log, log],
  });
  writeFileSync(join(folder, `${service}.pid`), String(child.pid));
  child.unref();
}

/** Ends the forwarders that an earlier run started. */
export function stopForwarding(): void {
  for (const service of Object.keys(addresses)) {
    const path = join(folder, `${service}.pid`);
    try {
      const pid = Number(readFileSync(path, 'utf8'));
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (command.includes('port-forward')) process.kill(pid, 'SIGTERM');
    } catch {
      // No forwarder was started, or it is gone already.
    }
    rmSync(path, { force: true });
  }
}

/** Makes both addresses answer on this machine: by the node's ports, or through forwarders. */
export async function ensureAddresses(): Promise<void> {
  for (const service of Object.keys(addresses) as Service[]) {
    const url = `${addresses[service]}/health`;
    if (await waitForHttp(url, { timeoutSeconds: 3 })) continue;
    startForwarding(service);
    if (await waitForHttp(url, { timeoutSeconds: 15 })) continue;
    throw new Problem(
      'ADDRESS_SILENT',
      `${url} does not answer although ${service} is deployed`,
      'npx nx run infra:status',
    );
  }
}
