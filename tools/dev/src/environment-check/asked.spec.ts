import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { childEnvironment, workspaceRoot } from '../environment.ts';
import { workspaceGraph } from '../testing/workspace-targets.ts';
import { askedEnvironment } from './asked.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const nx = (...args: readonly string[]) => nxWith({}, ...args);

const nxWith = (variables: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const own = Object.entries(childEnvironment()).filter(([name]) => !/^(NX_|npm_)/.test(name));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(workspaceRoot, 'node_modules/nx/dist/bin/nx.js'), ...args],
    {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: {
        ...Object.fromEntries(own),
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        ...variables,
      },
    },
  );
  return { isDone: status === 0, text: `${stdout}${stderr}` };
};

/** Where a command line cannot be read, the lists of infra/project.json are all that there is. */
const itReads = process.platform === 'win32' ? it.skip : it;

describe('the environment that a command of ours was asked for (K4)', () => {
  itReads.each([
    [['run', 'infra:environment-check', '-c', 'nope']],
    [['run', 'infra:environment-check:nope']],
    [['run-many', '-t', 'environment-check', '--configuration=nope']],
  ])('is refused by its name where it has no file, and no other is compared: %j', (args) => {
    const { isDone, text } = nx(...args, '--excludeTaskDependencies');
    expect([isDone, text]).toEqual([
      false,
      expect.stringContaining('ENVIRONMENT_MISSING: there is no infra/environments/nope.yaml'),
    ]);
    expect(text).not.toContain('minikube.yaml');
  });

  it.each([
    [['run', 'infra:manifests', '-c', 'staging'], 'staging'],
    [['run', 'infra:manifests:staging'], 'staging'],
    [['run', 'infra:manifests', '--configuration', 'staging'], 'staging'],
    [['run', 'infra:manifests', '--configuration=staging', '--skip-nx-cache'], 'staging'],
    [['run', 'infra:manifests'], undefined],
  ])('is read from what was typed, though no list has it: %j', (args, expected) => {
    expect(askedEnvironment({ target: 'manifests' }, args)).toBe(expected);
  });

  it('is that which Nx found, where no command line can be read, and none outside of Nx', () => {
    const task = { target: 'manifests', configuration: 'prod' };
    expect(askedEnvironment(task, undefined)).toBe('prod');
    expect(askedEnvironment({}, ['run', 'dev:test', '-c', 'ci'])).toBeUndefined();
  });
});

/** A kubeconfig whose current context is that of `prod`; nothing answers there. */
const ofProd = `current-context: taskora-prod
clusters: [{ name: it, cluster: { server: "https://192.0.2.9" } }]
contexts: [{ name: taskora-prod, context: { cluster: it, user: it } }]
`;

describe('what a deploy depends on (C3, C4)', () => {
  const asked = ['run', 'platform:secrets', '--output-style=static'];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dev-prod-'));
    writeFileSync(join(folder, 'kubeconfig'), ofProd);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  itReads('makes no Minikube and no Secrets for an environment that is elsewhere', () => {
    const variables = { KUBECONFIG: join(folder, 'kubeconfig') };
    const { isDone, text } = nxWith(variables, ...asked, '-c', 'prod');
    expect([isDone, text]).toEqual([true, expect.stringContaining('No Minikube: prod is in')]);
    expect(text).toContain('No secrets are made: prod is in taskora-prod');
  });

  it('refuses that kube-context for the Minikube, as ever', () => {
    const variables = { KUBECONFIG: join(folder, 'kubeconfig') };
    const { isDone, text } = nxWith(variables, ...asked);
    expect([isDone, text]).toEqual([false, expect.stringContaining('KUBE_CONTEXT_FOREIGN')]);
  });
});

describe('the configurations of a target (K4)', () => {
  const namesIn = (files: readonly string[]): string[] =>
    files.filter((file) => file.endsWith('.yaml')).map((file) => basename(file, '.yaml'));
  const folder = 'infra/environments';
  const there = namesIn(readdirSync(join(workspaceRoot, folder)));
  // A file that git does not have is an environment of one's own.
  const versioned = namesIn(
    execFileSync('git', ['ls-files', folder], { cwd: workspaceRoot, encoding: 'utf8' }).split('\n'),
  );

  it('that names an environment are all of infra/environments, and none besides', () => {
    const lists = Object.entries(workspaceGraph(workspaceRoot)).flatMap(([project, { data }]) =>
      Object.entries(data.targets ?? {}).flatMap(([name, { configurations }]) => {
        const names = Object.keys(configurations ?? {}).toSorted();
        const isOfEnvironments = names.some((each) => versioned.includes(each));
        return isOfEnvironments ? [[`${project}:${name}`, names] as const] : [];
      }),
    );
    expect(lists.length).toBeGreaterThan(20);
    const odd = lists.filter(
      ([, names]) =>
        versioned.some((each) => !names.includes(each)) ||
        names.some((each) => !there.includes(each)),
    );
    expect(odd).toEqual([]);
  });
});
