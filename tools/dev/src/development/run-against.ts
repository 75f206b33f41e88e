import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { childEnvironment, workspaceRoot } from '../environment.ts';
import { givenProgram, type GivenProgram } from '../processes/given-program.ts';
import { freePort } from '../ports.ts';
import { run } from '../run.ts';
import { waitForHttp } from '../wait.ts';

const readyTimeoutSeconds = 120;
const endTimeoutSeconds = 30;

interface Places {
  web: string;
  chatbot: string;
}

/** Its own process group stands for a person's terminal, in which Ctrl-C reaches every process. */
function startDevelopment(ports: readonly number[], data: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, '../commands/dev.ts')], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: childEnvironment({ TASKORA_DEV_PORTS: ports.join(), TASKORA_DEV_DATA: data }),
  });
}

async function waitUntilReady({ web, chatbot }: Places, signal: AbortSignal): Promise<void> {
  for (const url of [`${web}/ready`, `${chatbot}/ready`]) {
    const accept = (body: string): boolean => body.includes('"api":"ok"');
    const options = { timeoutSeconds: readyTimeoutSeconds, signal, accept };
    if (await waitForHttp(url, options)) continue;
    const what = `${url} does not say within ${readyTimeoutSeconds} s that it reaches the API`;
    throw new UserError('DEV_NOT_READY', what, 'npm run dev, whose output says why');
  }
}

/** Ctrl-C, after which nothing may answer any more. */
async function interrupt(child: ChildProcess, { web, chatbot }: Places): Promise<void> {
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(endTimeoutSeconds * 1000) });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  if (isRunning()) process.kill(-(child.pid ?? 0), 'SIGINT');
  if (isRunning()) await ended;
  for (const url of [web, chatbot]) {
    if (!(await waitForHttp(url, { timeoutSeconds: 0.2 }))) continue;
    throw new UserError('DEV_STILL_RUNS', `${url} answers after Ctrl-C`, 'npm run dev');
  }
}

async function use(
  child: ChildProcess,
  places: Places,
  { program, args }: GivenProgram,
): Promise<number> {
  const death = new AbortController();
  child.once('exit', () => death.abort());
  await waitUntilReady(places, death.signal);
  const environment = { WEB_URL: places.web, CHATBOT_URL: places.chatbot };
  return (await run(program, args, { environment, inherit: true })).exitCode;
}

/** Runs the program that a command was given against `npm run dev`, then ends that by Ctrl-C. */
export async function runAgainstDevelopment(argv: readonly string[]): Promise<number> {
  const command = givenProgram(argv);
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const places = { web: `http://localhost:${ports[0]}`, chatbot: `http://localhost:${ports[1]}` };
  const data = mkdtempSync(join(tmpdir(), 'taskora-dev-test-'));
  chmodSync(data, 0o755);
  const child = startDevelopment(ports, data);
  try {
    return await use(child, places, command);
  } finally {
    await interrupt(child, places);
    rmSync(data, { recursive: true, force: true });
  }
}
