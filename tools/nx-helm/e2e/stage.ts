import { strict as assert } from 'node:assert';
import { rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { run } from '@taskora/base/run';
import { programsFolder } from '../src/testing/fixture-workspace.ts';
import { createRepository } from '../src/testing/git-repository.ts';
import { foreignEnvironment } from './environment.ts';

const packages = resolve(import.meta.dirname, '..', '..', '..', 'node_modules');
const nxProgram = createRequire(join(packages, 'x.js')).resolve('nx/bin/nx');

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both outputs. */
  readonly text: string;
}

/** A workspace made for a test, and a namespace that has its name and holds what it deploys. */
export type Stage = Awaited<ReturnType<typeof createStage>>;

/** Nothing else may be in the namespace: it is deleted in the end. */
export async function createStage(
  namespace: string,
  files: Readonly<Record<string, string>>,
  settings: object = {},
) {
  const programs = programsFolder();
  const kubectlProgram = join(programs, 'kubectl');
  const context = (await run(kubectlProgram, ['config', 'current-context'])).stdout.trim();
  const version = await run(kubectlProgram, ['version', '--output', 'json']);
  const { serverVersion } = JSON.parse(version.stdout) as { serverVersion: { gitVersion: string } };
  const kubeVersion = serverVersion.gitVersion.slice(1);
  const about = {
    plugin: '@taskora/nx-helm',
    options: { namespace, contexts: context, environment: 'test', programsDirectory: programs },
  };
  const workspace = ['plan', 'drift', 'history', 'adopt', 'handoff'].map((name) => [
    name,
    { executor: `@taskora/nx-helm:${name}` },
  ]);
  const repository = createRepository({
    '.gitignore': 'node_modules\ndist\n.nx\n.cache\n',
    'package.json': json({ name: 'acme', private: true }),
    'nx.json': json({ neverConnectToCloud: true, analytics: false, plugins: [about] }),
    'infra/project.json': json({ name: 'infra', targets: Object.fromEntries(workspace) as object }),
    'infra/environments/test.yaml': json({ nxHelm: { kubeVersion, ...settings } }),
    ...files,
  });
  const { root, commit } = repository;
  symlinkSync(packages, join(root, 'node_modules'), 'junction');

  async function finish(
    program: string,
    args: readonly string[],
    input?: string,
  ): Promise<Finished> {
    const environment = { ...foreignEnvironment(), XDG_CACHE_HOME: join(root, '.cache') };
    const options = { directory: root, environment, ...(input === undefined ? {} : { input }) };
    const { exitCode, stdout, stderr } = await run(program, args, options);
    return { exitCode, text: stdout + stderr, stdout };
  }
  const nx = (...args: readonly string[]) =>
    finish(process.execPath, [nxProgram, ...args, '--output-style=stream-without-prefixes']);
  async function must(program: string, args: readonly string[], input?: string): Promise<string> {
    const { exitCode, text, stdout } = await finish(program, args, input);
    assert.equal(exitCode, 0, `${args.join(' ')}: ${text}`);
    return stdout;
  }
  const kubectl = (args: readonly string[], input?: string): Promise<string> =>
    must(kubectlProgram, ['--context', context, '--namespace', namespace, ...args], input);
  // One that was cut off left its own, which may hold anything.
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait']);
  await kubectl(['create', 'namespace', namespace]);
  async function succeed(program: Promise<Finished>): Promise<string> {
    const { exitCode, text } = await program;
    assert.equal(exitCode, 0, text);
    return text;
  }
  return {
    root,
    namespace,
    context,
    kubectlProgram,
    commit,
    finish,
    must,
    nx,
    kubectl,
    apply: (...objects: readonly object[]) =>
      kubectl(['apply', '--filename', '-'], objects.map(json).join('---\n')),
    succeed: (...args: readonly string[]) => succeed(nx(...args)),
    generate: (generator: string, ...args: readonly string[]) =>
      succeed(finish(process.execPath, [nxProgram, 'generate', generator, ...args])),
    remove: async (): Promise<void> => {
      await kubectl(['delete', 'namespace', namespace, '--ignore-not-found']);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Nothing is pulled: each node of Kubernetes has these images, in its own version. */
export async function imageOnNode(name: string): Promise<string> {
  const kubectl = join(programsFolder(), 'kubectl');
  const { stdout } = await run(kubectl, ['get', 'nodes', '--output', 'json']);
  const { items } = JSON.parse(stdout) as {
    items: { status: { images: { names: string[] }[] } }[];
  };
  const names = items.flatMap(({ status }) => status.images.flatMap((image) => image.names));
  const found = names.find((each) => new RegExp(`/${name}:[^/]+$`).test(each));
  assert.ok(found, `the node has an image ${name}`);
  return found;
}
