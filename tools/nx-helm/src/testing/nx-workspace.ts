import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentValue, environmentWith } from '../base/settings.ts';
import { dockerArchive } from './docker-archive.ts';
import { createFixture, programsFolder } from './fixture-workspace.ts';
import { stubEngine } from './stub-engine.ts';

/** Outside of the plugin's sources, which keep off what is no public interface of Nx. */
const hashingProgram = join(import.meta.dirname, '../../e2e/task-hashes.ts');

/** Which task's hash, and the variables that are planted for each of its readings. */
export interface TaskHashQuestion {
  readonly project: string;
  readonly target: string;
  readonly planted: readonly Readonly<Record<string, string>>[];
}

/** What a test's workspace differs in. */
interface NxWorkspaceOptions {
  /** Where Nx keeps what tasks made; a folder of the workspace's own unless given. */
  readonly cacheFolder?: string;
  /** Whether it has a daemon of its own. */
  readonly hasDaemon?: boolean;
}

/**
 * The fixture as people use it, by its own Nx with an own cache, unless it shares a folder for that. Helm is
 * the real one; the engine is a stand-in, and so is kubectl, whose cluster `test` has nothing in it.
 */
export async function createNxWorkspace({
  cacheFolder,
  hasDaemon = false,
}: NxWorkspaceOptions = {}) {
  const { root } = createFixture();
  const programs = join(root, 'programs');
  const engine = stubEngine(
    programs,
    await dockerArchive({ layers: [[{ name: 'a', content: 'a' }]] }),
  );
  symlinkSync(join(programsFolder(), 'helm'), join(programs, 'helm'), 'file');
  writeFileSync(join(programs, 'kubectl'), '#!/bin/sh\necho \'{ "items": [] }\'\n');
  chmodSync(join(programs, 'kubectl'), 0o755);
  writeFileSync(join(root, 'kubeconfig'), 'current-context: test\n');
  const nxJson = join(root, 'nx.json');
  const text = readFileSync(nxJson, 'utf8').replace(
    JSON.stringify(programsFolder()),
    '"programs", "contexts": "test"',
  );
  writeFileSync(nxJson, text);
  mkdirSync(join(root, '.nx'), { recursive: true });
  const environment = {
    PATH: [programs, environmentValue('PATH')].join(delimiter),
    KUBECONFIG: join(root, 'kubeconfig'),
    NX_CACHE_DIRECTORY: cacheFolder ?? join(root, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
    NX_DAEMON: String(hasDaemon),
    NX_TUI: 'false',
    // Half of what a short run takes is a process of its own for the plugin.
    NX_ISOLATE_PLUGINS: 'false',
    // In a CI there is no daemon.
    CI: hasDaemon ? undefined : 'true',
  };
  const program = createRequire(join(root, 'package.json')).resolve('nx/bin/nx');
  const nx = async (variables: Readonly<Record<string, string>>, args: readonly string[]) => {
    const options = {
      directory: root,
      environment: environmentWith({ ...environment, ...variables }),
    };
    const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...args], options);
    return { exitCode, said: stdout + stderr };
  };
  return {
    root,
    remove: async () => {
      if (hasDaemon) await nx({}, ['daemon', '--stop']);
      rmSync(root, { recursive: true, force: true });
    },
    nx: (...args: readonly string[]) => nx({}, args),
    /** With more variables than those of every run. */
    nxWith: (variables: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      nx(variables, args),
    /** How the stand-in for podman was called. */
    engine,
    /** Nx's hashes of one task, each with other variables planted in its environment. */
    hashes: async (
      question: TaskHashQuestion,
      variables: Readonly<Record<string, string>> = {},
    ): Promise<string[]> => {
      const { stdout, stderr } = await run(process.execPath, [hashingProgram], {
        directory: root,
        environment: environmentWith({
          ...environment,
          ...variables,
          NX_WORKSPACE_ROOT_PATH: root,
        }),
        input: JSON.stringify(question),
      });
      const hashes = stdout.trim().split('\n').at(-1) ?? '';
      if (!hashes.startsWith('[')) throw new Error(stdout + stderr);
      return JSON.parse(hashes) as string[];
    },
  };
}
