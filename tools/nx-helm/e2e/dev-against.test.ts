import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { filesWith, processesOf } from './against/leftovers.ts';
import { addTask, Person, titlesAt } from './against/person.ts';
import { shown, subjects } from './against/subjects.ts';
import type { RunningCommand } from './executor-process.ts';
import { until } from './executor-process.ts';
import { freePorts, isListening } from './ports.ts';
import { succeed, Worktree } from './worktree.ts';

/** The environment that `npm run up` deploys, which the apps here are given. */
const environment = 'minikube';
const place = ['--context', 'minikube', '--namespace', 'taskora'];
const web = 'http://localhost:30000';
/** A shorter value may stand in a file by itself. */
const shortestSecret = 16;
const startPatienceSeconds = 120;

const workspaceRoot = resolve(import.meta.dirname, '../../..');
let temporaryFolder: string;
let worktree: Worktree;
let person: Person;
let secrets: string[];

before(async () => {
  temporaryFolder = await realpath(await mkdtemp(join(tmpdir(), 'nx-helm-e2e-dev-')));
  worktree = await Worktree.create({ workspaceRoot, temporaryFolder });
  // What the sources have, such as the address of the demo account, is nobody's secret.
  const values = await readSecrets();
  secrets = values.filter((value) => filesWith(worktree.folder, [value]).length === 0);
  assert.notEqual(secrets.length, 0, 'npm run up deploys the environment, with Secrets');
  person = await Person.signUp(web);
  await addTask(web, 'made in the cluster', person.bySession);
});
after(async () => {
  await worktree.remove();
  await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
});

/** The values of the environment's Secrets. */
async function readSecrets(): Promise<string[]> {
  const kubectl = join(workspaceRoot, '.taskora/bin/kubectl');
  const asked = ['get', 'secrets', '--field-selector', 'type=Opaque', '--output', 'json'];
  const { items } = JSON.parse(await succeed(kubectl, [...place, ...asked])) as {
    readonly items: readonly { readonly data?: Readonly<Record<string, string>> }[];
  };
  return items
    .flatMap(({ data = {} }) => Object.values(data))
    .map((value) => Buffer.from(value, 'base64').toString('utf8'))
    .filter((value) => value.length >= shortestSecret);
}

/** What it is answered; undefined while nobody does. */
async function bodyAt(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return await answer.text();
  } catch {
    return undefined;
  }
}

for (const { app, ready, file, text, edited, path, credentials } of subjects) {
  describe(`${app} of this machine against the environment of a cluster (K6)`, () => {
    let run: RunningCommand;
    let port: number;
    let here: string;

    const answers = (url: string, wanted: string, patienceSeconds = 60): Promise<true> =>
      until(
        async () => ((await bodyAt(url))?.includes(wanted) === true ? true : undefined),
        patienceSeconds,
      );

    before(async () => {
      const ports = await freePorts(4);
      // As the variable has them: web, chatbot, API, database.
      port = ports[app === 'web' ? 0 : 2] ?? 0;
      here = `http://localhost:${port}`;
      const args = ['run', `${app}:dev`, `--against=${environment}`, '--output-style=stream'];
      run = worktree.startNx(args, { TASKORA_DEV_PORTS: ports.join() });
      await run.prints(/none is written to disk/, 0, startPatienceSeconds);
      await answers(`${here}${ready.path}`, ready.text, startPatienceSeconds);
    });
    after(() => run.interrupt());

    test('what the environment has is seen here, and what is made here is seen there', async () => {
      const made = `made by ${app} here`;
      const own = credentials(person);
      assert.ok((await titlesAt(here, own)).includes('made in the cluster'));
      await addTask(here, made, own);
      assert.ok((await titlesAt(web, person.bySession)).includes(made));
    });

    test('a saved line is seen by hot reload', async () => {
      worktree.edit(file, text, edited);
      await answers(`${here}${path}`, shown);
    });

    test('Ctrl-C leaves no process, no port and no file with a Secret', async () => {
      const { text: said } = await run.interrupt();
      // Nx may be gone before its tasks are.
      await until(() => (processesOf(worktree.folder).length === 0 ? true : undefined), 30).catch(
        () => assert.deepEqual(processesOf(worktree.folder), []),
      );
      const forwards = [...said.matchAll(/of the environment is 127\.0\.0\.1:(\d+) here/g)];
      assert.notEqual(forwards.length, 0, said);
      for (const each of [port, ...forwards.map(([, forwarded]) => Number(forwarded))]) {
        assert.equal(await isListening(each), false, `port ${each}`);
      }
      const inMemory = /are in memory, below (\S+)/.exec(said)?.[1];
      assert.ok(inMemory === undefined || !existsSync(inMemory), inMemory);
      assert.deepEqual(filesWith(worktree.folder, secrets), []);
      assert.ok(!secrets.some((secret) => said.includes(secret)), 'the output has a Secret');
    });
  });
}
