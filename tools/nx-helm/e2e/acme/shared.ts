import { strict as assert } from 'node:assert';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Acme } from './acme.ts';

/** The one workspace and its releases that all suites use, each test from the same state. */
export let acme: Acme;
let temporaryFolder: string;

export async function setUp(): Promise<void> {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'nx-helm-e2e-'));
  acme = await Acme.create({
    workspaceRoot: resolve(import.meta.dirname, '../../../..'),
    temporaryFolder,
  });
  await acme.remove({ isAwaited: true });
}

export async function tearDown(): Promise<void> {
  await acme.remove({ isAwaited: false });
  await rm(temporaryFolder, { recursive: true, force: true });
}

type State = Awaited<ReturnType<Acme['state']>>;

/** Releases with another revision, and those with other pods. */
function moved(first: State, second: State): { rolled: string[]; restarted: string[] } {
  const names = Object.keys(second).sort();
  return {
    rolled: names.filter((name) => first[name]?.revision !== second[name]?.revision),
    restarted: names.filter((name) => first[name]?.pods.join() !== second[name]?.pods.join()),
  };
}

/** Deploys after an edit and tells what that did. */
export async function rollOut(...args: string[]) {
  const first = await acme.state();
  const { exitCode, output } = await acme.deploy(...args);
  const { rolled, restarted } = moved(first, await acme.state());
  return { exitCode, output, rolled, restarted, builds: await acme.builds() };
}

export async function succeed(...args: string[]) {
  const outcome = await rollOut(...args);
  assert.equal(outcome.exitCode, 0, outcome.output);
  return outcome;
}

export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `waited a minute in vain: ${what}`);
    await sleep(100);
  }
}

export function startDeploy(): ChildProcess {
  const child = acme.startNx('run', 'web:helm-deploy', '--timeoutSeconds=60');
  child.stdout?.resume();
  child.stderr?.resume();
  return child;
}

export async function status(release: string): Promise<string> {
  const revisions = JSON.parse(await acme.helm('history', release, '--output', 'json')) as {
    status: string;
  }[];
  return revisions.at(-1)?.status ?? 'absent';
}
