import { strict as assert } from 'node:assert';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
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
import { run } from '@taskora/base/run';
import { environmentWith } from '../../src/base/settings.ts';
import type { DeployReport } from '../../src/base/task-reports.ts';
import { writeFiles } from '../../src/testing/workspace.ts';
import type { EndToEndContext } from '../context.ts';
import { unpackBusybox } from '../debian-programs.ts';
import { pathFolders, withoutCallersVariables } from '../environment.ts';
import { ClusterView } from './cluster-view.ts';
import { workspaceFiles } from './files.ts';

export interface NxRun {
  readonly exitCode: number;
  readonly output: string;
}

/** The fixture workspace, in a git repository of its own, and what the cluster has of it. */
export class Acme extends ClusterView {
  readonly folder: string;
  readonly #workspaceRoot: string;
  /** What the cluster was like when it had the first commit, as far as is known. */
  #mark: string | undefined;

  private constructor({ workspaceRoot, temporaryFolder }: EndToEndContext) {
    super(join(workspaceRoot, '.taskora', 'bin'));
    this.folder = join(temporaryFolder, 'acme');
    this.#workspaceRoot = workspaceRoot;
  }

  /** One that was made before. */
  static at(context: EndToEndContext): Acme {
    return new Acme(context);
  }

  static async create(context: EndToEndContext): Promise<Acme> {
    const acme = new Acme(context);
    writeFiles(acme.folder, workspaceFiles(acme.programs));
    symlinkSync(join(context.workspaceRoot, 'node_modules'), join(acme.folder, 'node_modules'));
    const busybox = join(acme.folder, 'images/base/busybox');
    copyFileSync(await unpackBusybox(join(context.temporaryFolder, 'busybox')), busybox);
    chmodSync(busybox, 0o755);
    await acme.git('init', '--quiet', '--initial-branch', 'main');
    await acme.git('config', 'user.email', 'e2e@example.org');
    await acme.git('config', 'user.name', 'e2e');
    await acme.commit('first');
    return acme;
  }

  async git(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run('git', args, { directory: this.folder });
    assert.equal(exitCode, 0, stderr);
    return stdout.trim();
  }

  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Back to the first commit, with all of it deployed, unless a test has left the cluster as it was. */
  async reset(): Promise<void> {
    const first = await this.#firstCommit();
    await this.git('checkout', '--quiet', '--force', 'main');
    await this.git('reset', '--quiet', '--hard', first);
    await this.git('clean', '--quiet', '-d', '--force');
    if ((await this.mark()) === this.#mark) return;
    const { exitCode, output } = await this.deploy();
    assert.equal(exitCode, 0, output);
  }

  #firstCommit(): Promise<string> {
    return this.git('rev-list', '--max-parents=0', 'HEAD');
  }

  async #isAtFirstCommit(): Promise<boolean> {
    const first = await this.#firstCommit();
    if ((await this.git('rev-parse', 'main', 'HEAD')) !== `${first}\n${first}`) return false;
    return (await this.git('status', '--porcelain')) === '';
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

  /** Half of what a short run takes is a process of its own for the plugin, which few tests are about. */
  nxWith(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<NxRun> {
    return this.#run(this.#nx(args), { NX_ISOLATE_PLUGINS: 'false', ...environment });
  }

  /** A line that a person types in the workspace, with these folders of programs before all others. */
  shell(line: string, programs: readonly string[]): Promise<NxRun> {
    const path = [...programs, ...pathFolders()].join(delimiter);
    return this.#run(['bash', '-c', line], { PATH: path });
  }

  /** A run in a group of processes of its own, which a test may end at any time. */
  startNx(...args: string[]): ChildProcess {
    const [program = '', ...commandArguments] = this.#nx(args);
    return spawn(program, commandArguments, {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentWith(this.#environment()),
    });
  }

  async #run(
    [program = '', ...args]: readonly string[],
    more: Readonly<Record<string, string>>,
  ): Promise<NxRun> {
    const environment = { ...this.#environment(), ...more };
    const { exitCode, stdout, stderr } = await run(program, args, {
      directory: this.folder,
      environment: environmentWith(environment),
    });
    return { exitCode, output: `${stdout}\n${stderr}` };
  }

  #nx(args: readonly string[]): string[] {
    return [join(this.#workspaceRoot, 'node_modules/.bin/nx'), ...args];
  }

  /** Nothing of the caller's Nx run reaches the one inside, and no cache is shared with it. */
  #environment(): Record<string, string | undefined> {
    return {
      ...withoutCallersVariables(),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_WORKSPACE_ROOT_PATH: this.folder,
      NX_WORKSPACE_DATA_DIRECTORY: join(this.folder, '.nx/data'),
      NX_CACHE_DIRECTORY: join(this.folder, '.nx/cache'),
    };
  }

  async forgetReports(): Promise<void> {
    for (const kind of ['builds', 'loads', 'deploys']) {
      await rm(join(this.folder, 'dist', kind), { recursive: true, force: true });
    }
  }

  async deploy(...args: string[]): Promise<NxRun> {
    await this.forgetReports();
    const ended = await this.nx('run-many', '-t', 'helm-deploy', '--output-style=stream', ...args);
    if (ended.exitCode === 0 && (await this.#isAtFirstCommit())) this.#mark = await this.mark();
    return ended;
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

  /** A run that is killed may leave Nx's own database and git's index half-written; they are not tested. */
  async tidyAfterKill(): Promise<void> {
    await rm(join(this.folder, '.nx/data'), { recursive: true, force: true });
    await rm(join(this.folder, '.git/index.lock'), { force: true });
  }
}
