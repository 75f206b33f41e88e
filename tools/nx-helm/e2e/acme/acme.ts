import { strict as assert } from 'node:assert';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../../src/process/run.ts';
import type { DeployReport } from '../../src/task-reports.ts';
import { writeFiles } from '../../src/testing/workspace.ts';
import type { EndToEndContext } from '../context.ts';
import { unpackDebianPrograms } from '../debian-programs.ts';
import { pathFolders } from '../environment.ts';
import { imagePrefix, namespace, workspaceFiles } from './files.ts';

export interface NxRun {
  readonly exitCode: number;
  readonly output: string;
}

/** The fixture workspace, in a git repository of its own, and what the cluster has of it. */
export class Acme {
  readonly folder: string;
  readonly #workspaceRoot: string;
  readonly #programs: string;

  private constructor({ workspaceRoot, temporaryFolder }: EndToEndContext) {
    this.folder = join(temporaryFolder, 'acme');
    this.#workspaceRoot = workspaceRoot;
    this.#programs = join(workspaceRoot, '.taskora', 'bin');
  }

  /** One that was made before. */
  static at(context: EndToEndContext): Acme {
    return new Acme(context);
  }

  static async create(context: EndToEndContext): Promise<Acme> {
    const acme = new Acme(context);
    writeFiles(acme.folder, workspaceFiles(acme.#programs));
    symlinkSync(join(context.workspaceRoot, 'node_modules'), join(acme.folder, 'node_modules'));
    const packages = join(context.temporaryFolder, 'busybox');
    await unpackDebianPrograms(['busybox-static'], packages);
    const busybox = join(acme.folder, 'images/base/busybox');
    const unpacked = ['bin/busybox', 'usr/bin/busybox']
      .map((path) => join(packages, 'root', path))
      .find((path) => existsSync(path));
    copyFileSync(unpacked ?? 'busybox-static has no busybox', busybox);
    chmodSync(busybox, 0o755);
    await acme.git('init', '--quiet', '--initial-branch', 'main');
    await acme.git('config', 'user.email', 'e2e@example.org');
    await acme.git('config', 'user.name', 'e2e');
    await acme.commit('first');
    return acme;
  }

  async git(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run('git', args, { cwd: this.folder });
    assert.equal(exitCode, 0, stderr);
    return stdout.trim();
  }

  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Back to the committed state, with all of it deployed. */
  async reset(): Promise<void> {
    await this.git('checkout', '--quiet', '--force', 'main');
    await this.git(
      'reset',
      '--quiet',
      '--hard',
      await this.git('rev-list', '--max-parents=0', 'HEAD'),
    );
    await this.git('clean', '--quiet', '-d', '--force');
    const { exitCode, output } = await this.deploy();
    assert.equal(exitCode, 0, output);
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.folder, path);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const after = change(before);
    assert.notEqual(after, before, `the edit of ${path} changes nothing`);
    writeFileSync(file, after);
  }

  nx(...args: string[]): Promise<NxRun> {
    return this.nxWith({}, ...args);
  }

  async nxWith(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<NxRun> {
    return this.#runWith(environment, this.nxCommand(args));
  }

  /** A line that a person types in the workspace, with these folders of programs before all others. */
  async shell(line: string, programs: readonly string[]): Promise<NxRun> {
    const path = [...programs, ...pathFolders()].join(delimiter);
    return this.#runWith({ PATH: path }, ['bash', '-c', line]);
  }

  async #runWith(
    environment: Readonly<Record<string, string>>,
    command: readonly string[],
  ): Promise<NxRun> {
    const variables = { ...this.environment(), ...environment };
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const { exitCode, stdout, stderr } = await run('env', [...settings, ...command], {
      cwd: this.folder,
    });
    return { exitCode, output: `${stdout}\n${stderr}` };
  }

  nxCommand(args: readonly string[]): string[] {
    return [join(this.#workspaceRoot, 'node_modules/.bin/nx'), ...args];
  }

  /** Nothing of the caller's Nx run reaches the one inside, and no cache is shared with it. */
  environment(): Record<string, string> {
    return {
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_INVOKED_BY_RUNNER: '',
      NX_WORKSPACE_ROOT_PATH: this.folder,
      NX_WORKSPACE_DATA_DIRECTORY: join(this.folder, '.nx/data'),
      NX_CACHE_DIRECTORY: join(this.folder, '.nx/cache'),
      NX_TASKS_RUNNER_DYNAMIC_OUTPUT: 'false',
    };
  }

  async forgetReports(): Promise<void> {
    for (const kind of ['builds', 'loads', 'deploys']) {
      await rm(join(this.folder, 'dist', kind), { recursive: true, force: true });
    }
  }

  async deploy(...args: string[]): Promise<NxRun> {
    await this.forgetReports();
    return this.nx('run-many', '-t', 'helm-deploy', '--output-style=stream', ...args);
  }

  /** Projects whose image was really built in the last deploy. */
  builds(): Promise<string[]> {
    return this.#reported('builds');
  }

  async loads(): Promise<string[]> {
    const names = await this.#reported('loads');
    return names.filter(
      (name) => this.#report<{ action: string }>('loads', name).action === 'loaded',
    );
  }

  /** Release to what the last deploy did with it. */
  async actions(): Promise<Record<string, DeployReport['action']>> {
    const names = await this.#reported('deploys');
    return Object.fromEntries(
      names.map((name) => [name, this.#report<DeployReport>('deploys', name).action]),
    );
  }

  async #reported(kind: string): Promise<string[]> {
    const folder = join(this.folder, 'dist', kind);
    if (!existsSync(folder)) return [];
    return (await readdir(folder)).map((name) => name.replace(/\.json$/, '')).sort();
  }

  #report<Report>(kind: string, name: string): Report {
    return JSON.parse(
      readFileSync(join(this.folder, 'dist', kind, `${name}.json`), 'utf8'),
    ) as Report;
  }

  async kubectl(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.tryKubectl(...args);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  tryKubectl(...args: string[]) {
    const place = ['--context', 'minikube', '--namespace', namespace];
    return run(join(this.#programs, 'kubectl'), [...place, ...args]);
  }

  async helm(...args: string[]): Promise<string> {
    const place = ['--kube-context', 'minikube', '--namespace', namespace];
    const { exitCode, stdout, stderr } = await run(join(this.#programs, 'helm'), [
      ...args,
      ...place,
    ]);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  /** Release to its revision and the pods that run of it, by their unique ids. */
  async state(): Promise<Record<string, { revision: number; pods: string[] }>> {
    const releases = JSON.parse(await this.helm('list', '--output', 'json')) as {
      name: string;
      revision: string;
    }[];
    const { items } = JSON.parse(await this.kubectl('get', 'pods', '--output', 'json')) as {
      items: { metadata: { uid: string; labels?: { app?: string }; deletionTimestamp?: string } }[];
    };
    const running = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return Object.fromEntries(
      releases.map(({ name, revision }) => [
        name,
        {
          revision: Number(revision),
          pods: running
            .filter(({ metadata }) => metadata.labels?.app === name)
            .map(({ metadata }) => metadata.uid)
            .sort(),
        },
      ]),
    );
  }

  async image(project: string): Promise<string> {
    const format = `jsonpath={.spec.template.spec.containers[0].image}`;
    return this.kubectl('get', 'deployment', project, '--output', format);
  }

  /** A run that is killed may leave Nx's own database and git's index half-written; they are not tested. */
  async tidyAfterKill(): Promise<void> {
    await rm(join(this.folder, '.nx/data'), { recursive: true, force: true });
    await rm(join(this.folder, '.git/index.lock'), { force: true });
  }

  /** Takes everything away that the tests have put into the cluster, the node and the engine. */
  async remove(): Promise<void> {
    await this.tryKubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s');
    const list = await run('ctr', ['--namespace', 'k8s.io', 'images', 'list', '--quiet']);
    const loaded = list.stdout.split('\n').filter((name) => name.includes(`/${imagePrefix}/`));
    if (loaded.length > 0)
      await run('ctr', ['--namespace', 'k8s.io', 'images', 'remove', ...loaded]);
    const format = '{{.Repository}}:{{.Tag}}';
    const built = await run('podman', ['image', 'ls', '--format', format]);
    const tags = built.stdout.split('\n').filter((name) => name.includes(`/${imagePrefix}/`));
    if (tags.length > 0) await run('podman', ['image', 'rm', '--force', ...tags]);
  }
}
