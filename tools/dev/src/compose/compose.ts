import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { isPortTaken, listenerOf } from '@taskora/minikube/ports';
import { workspaceRoot } from '../environment.ts';
import { must, run } from '../run.ts';
import { waitForHttp } from '../wait.ts';
import type { Compose } from './engine.ts';
import { findCompose } from './engine.ts';
import { imageProjects, loadImage, readImage } from './images.ts';
import type { ComposePorts } from './variables.ts';
import { placeholders, writeVariables } from './variables.ts';

export interface ComposeOptions {
  readonly ports: ComposePorts;
  /** Of its containers and its volume. */
  readonly project: string;
  readonly folder: string;
}

/** Two checkouts on one machine have secrets of their own each, and so data of their own. */
export const projectOf = (root: string): string =>
  `taskora-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;

export const usual: ComposeOptions = {
  ports: { web: 3000, chatbot: 3001 },
  project: projectOf(workspaceRoot),
  folder: join(workspaceRoot, '.taskora/compose'),
};

const again = 'npx nx run dev:compose';

/** Starts everything of docker-compose.yml in its order, and waits until both front ends are ready. */
export async function composeUp(options: ComposeOptions): Promise<void> {
  const compose = await findCompose();
  const { ports, folder } = options;
  await refuseOldData(compose, options);
  const images = Object.fromEntries(
    Object.entries(imageProjects).map(([variable, project]) => [variable, readImage(project)]),
  );
  if (!(await isRunning(compose, options))) await refuseTakenPorts(ports);
  writeVariables(folder, images, ports);
  for (const project of Object.values(imageProjects)) {
    const loaded = await loadImage(compose.engine, project);
    console.log(`${loaded ? 'loaded' : 'found'} ${readImage(project).reference}`);
  }
  await must(compose.program, [...argumentsOf(compose, options), 'up', '-d'], {
    code: 'COMPOSE_FAILED',
    fix: `${[compose.program, ...argumentsOf(compose, options)].join(' ')} logs, then ${again}`,
  });
  for (const [name, port] of Object.entries(ports)) {
    const url = `http://localhost:${port}`;
    if (!(await waitForHttp(`${url}/ready`, { timeoutSeconds: 90 }))) {
      const logs = [compose.program, ...argumentsOf(compose, options), 'logs', name].join(' ');
      throw new UserError('COMPOSE_NOT_READY', `${name} does not become ready at ${url}`, logs);
    }
    console.log(`${name}: ${url}`);
  }
}

/** Stops it; the database stays unless its data are to go, too. */
export async function composeDown(
  options: ComposeOptions,
  removesData: boolean,
  tried?: readonly Compose[],
): Promise<void> {
  const compose = await findCompose(tried);
  const down = ['down', ...(removesData ? ['--volumes'] : [])];
  await withVariables(options, (known) =>
    must(compose.program, [...argumentsOf(compose, known), ...down], {
      code: 'COMPOSE_FAILED',
      fix: 'npx nx run dev:compose-down',
    }),
  );
}

/** Somebody may have removed the folder of the variables: to end it, their values do not matter. */
async function withVariables(
  options: ComposeOptions,
  use: (options: ComposeOptions) => Promise<unknown>,
): Promise<void> {
  if (isKnown(options)) return void (await use(options));
  const folder = mkdtempSync(join(tmpdir(), 'taskora-compose-'));
  try {
    writeFileSync(join(folder, 'env'), placeholders());
    await use({ ...options, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Data that were made with secrets which are not here any more: nobody could sign in. */
export async function refuseOldData({ engine }: Compose, options: ComposeOptions): Promise<void> {
  if (isKnown(options)) return;
  const volume = `${options.project}_data`;
  if ((await run(engine, ['volume', 'inspect', volume])).exitCode !== 0) return;
  throw new UserError(
    'COMPOSE_SECRETS_LOST',
    `the volume ${volume} has data, and ${join(options.folder, 'env')} with the secrets that they were made with is not there`,
    'put that folder back, or npx nx run dev:compose-down --data, which removes the data',
  );
}

const isKnown = ({ folder }: ComposeOptions): boolean => existsSync(join(folder, 'env'));

const argumentsOf = ({ args }: Compose, { project, folder }: ComposeOptions): string[] => [
  ...args,
  ...['--project-name', project, '--env-file', join(folder, 'env')],
  ...['--file', join(workspaceRoot, 'docker-compose.yml')],
];

/** It then holds the ports itself. */
async function isRunning(compose: Compose, options: ComposeOptions): Promise<boolean> {
  if (!isKnown(options)) return false;
  const args = [...argumentsOf(compose, options), 'ps', '-q', 'web'];
  const { exitCode, stdout } = await run(compose.program, args);
  return exitCode === 0 && stdout.trim() !== '';
}

/** Before anything starts, or some services would run and the others not. */
export async function refuseTakenPorts(ports: ComposePorts): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isPortTaken(port, '127.0.0.1'))) continue;
    const holder = listenerOf(port);
    const who = holder === undefined ? '' : ` by ${holder.name} (process ${holder.pid})`;
    throw new UserError(
      'PORT_TAKEN',
      `port ${port}, at which ${name} is to be reached, is taken${who}`,
      `end that, or choose another port: ${again} --${name}-port=${port + 100}`,
    );
  }
}
