import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import { commandLineOf } from '@taskora/base/processes';
import { startProgram } from '@taskora/base/stream';
import { listenerOf } from '@taskora/minikube/ports';
import { programPath } from '../run.ts';
import { waitForHttp } from '../wait.ts';
import { kubeContext, namespace } from './kubectl.ts';

export const addresses = { web: 'http://localhost:30000', chatbot: 'http://localhost:30001' };

type Service = keyof typeof addresses;

const services = Object.keys(addresses) as Service[];
const healthSchema = z.object({ service: z.string() });

const folder = join(workspaceRoot, '.taskora', 'port-forward');

/** Forwards a node port that is not on loopback; the forwarder outlives this program. */
async function startForwarding(service: Service): Promise<void> {
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
  const log = join(folder, `${service}.log`);
  const { pid } = await startProgram(programPath('kubectl'), args, { isLeft: true, log });
  writeFileSync(join(folder, `${service}.pid`), String(pid));
}

/** Ends the forwarder that an earlier run started, unless its number belongs to another process by now. */
function stopForwarding(service: Service): void {
  const path = join(folder, `${service}.pid`);
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const command = commandLineOf(pid);
    if (command.includes('port-forward') && command.includes(`service/${service}`)) {
      process.kill(pid, 'SIGTERM');
    }
  } catch {
    // No forwarder was started, or it is gone already.
  }
  rmSync(path, { force: true });
}

export function stopAllForwarding(): void {
  for (const service of services) stopForwarding(service);
}

/** The port may belong to something else, which would answer as well. */
export function isAnswerOf(service: Service, body: string): boolean {
  try {
    return healthSchema.parse(JSON.parse(body)).service === service;
  } catch {
    return false;
  }
}

/** Makes both addresses answer on this machine: by the node's ports, or through forwarders. */
export async function ensureAddresses(): Promise<void> {
  for (const service of services) {
    const url = `${addresses[service]}/health`;
    const accept = (body: string): boolean => isAnswerOf(service, body);
    if (await waitForHttp(url, { timeoutSeconds: 10, accept })) continue;
    stopForwarding(service);
    await startForwarding(service);
    if (await waitForHttp(url, { timeoutSeconds: 15, accept })) continue;
    throw silent(service, url);
  }
}

/** Somebody may have taken the port since it was found free. */
function silent(service: Service, url: string): UserError {
  const port = Number(new URL(url).port);
  const holder = listenerOf(port);
  const what = `${url} is not answered by ${service}, although it is deployed`;
  if (holder === undefined) return new UserError('ADDRESS_SILENT', what, 'npx nx run dev:status');
  const { name, pid } = holder;
  const taken = `${what}: ${name} (process ${pid}) listens on port ${port}`;
  return new UserError('ADDRESS_SILENT', taken, `kill ${pid}, then npm run up`);
}
