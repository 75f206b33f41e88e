import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expectThat, finish, isSame, succeed, workspaceFiles } from './foreign-commands.ts';
import { writeLibraryChart } from './foreign-library.ts';

export interface ForeignWorkspaceOptions {
  /** The packed plugin, as `nx run nx-helm:pack` makes it. */
  readonly packageFile: string;
  /** Outside this repository; a folder of its own is made in it and removed. */
  readonly temporaryFolder: string;
  /** An image with Node that the local engine has, by tag. */
  readonly baseImageReference: string;
  /** One with Python 3.13; without it there is no FastAPI service. */
  readonly pythonImageReference?: string;
  /** Absolute folder with helm, kubectl, kubeconform and minikube. */
  readonly programsDirectory: string;
  /** Absolute folder with the schemas of Kubernetes. */
  readonly schemasDirectory: string;
  /** Made for this run, and removed. */
  readonly namespace: string;
  readonly engine?: 'docker' | 'podman';
  /** Services that are deployed; each of the others is built, linted and tested. */
  readonly deployed?: readonly ('node' | 'next' | 'fastapi')[];
  readonly say?: (line: string) => void;
}

/** Seconds by step. */
export type ForeignWorkspaceReport = Readonly<Record<string, number>>;

/** The packed plugin in a workspace that create-nx-workspace made, up to a running service. */
export async function foreignWorkspace(
  options: ForeignWorkspaceOptions,
): Promise<ForeignWorkspaceReport> {
  const { temporaryFolder, namespace, say = console.log } = options;
  mkdirSync(temporaryFolder, { recursive: true });
  const parent = mkdtempSync(join(temporaryFolder, 'nx-helm-foreign-'));
  const run: Run = { options, parent, root: join(parent, 'shop'), seconds: {} };
  const kubectl = join(options.programsDirectory, 'kubectl');
  try {
    for (const [name, step] of steps) {
      const started = Date.now();
      await step(run);
      run.seconds[name] = (Date.now() - started) / 1000;
      say(`${name}: ${run.seconds[name].toFixed(1)} s`);
    }
    return run.seconds;
  } finally {
    await finish(parent, kubectl, ['delete', 'namespace', namespace, '--ignore-not-found']);
    await removeImages(run);
    rmSync(parent, { recursive: true, force: true });
  }
}

interface Run {
  readonly options: ForeignWorkspaceOptions;
  readonly parent: string;
  readonly root: string;
  readonly seconds: Record<string, number>;
}

type Step = (run: Run) => Promise<void>;

const steps: readonly (readonly [name: string, step: Step])[] = [
  ['create-nx-workspace', createWorkspace],
  ['install the packed plugin', installPlugin],
  ['init, twice', initialise],
  ['image and services, a dry run first', generateServices],
  ['a name that cannot be, refused', refuseBadName],
  ['build, types, tests, lint, kubeconform', check],
  ['deploy into a restricted namespace', deploy],
  ['deploy again: skipped', deployAgain],
  ['an edited comment: no image, no rollout', editComment],
  ['status, test, uninstall', inspectAndRemove],
];

async function createWorkspace({ parent }: Run): Promise<void> {
  const flags = ['--preset=empty', '--nxCloud=skip', '--packageManager=npm', '--interactive=false'];
  const creator = ['--yes', 'create-nx-workspace@23.2.1', 'shop', ...flags, '--skipGit'];
  await succeed(parent, 'npx', creator);
}

async function installPlugin({ root, options }: Run): Promise<void> {
  await succeed(root, 'npm', ['install', '--save-dev', options.packageFile]);
}

async function initialise(run: Run): Promise<void> {
  const { programsDirectory, schemasDirectory, namespace } = run.options;
  const settings = { namespace, programsDirectory, schemasDirectory, imagePrefix: namespace };
  await generate(
    run,
    'init',
    ...Object.entries(settings).map(([key, value]) => `--${key}=${value}`),
  );
  const before = workspaceFiles(run.root);
  await generate(run, 'init');
  expectThat(isSame(before, workspaceFiles(run.root)), 'a second init changes nothing');
}

async function generateServices(run: Run): Promise<void> {
  const { baseImageReference, pythonImageReference } = run.options;
  await generate(run, 'image', 'image-node', '--from', baseImageReference);
  const node = ['shop-api', '--kind=node', '--baseImage=image-node'];
  const before = workspaceFiles(run.root);
  const shown = await generate(run, 'service', ...node, '--dry-run');
  expectThat(shown.includes('apps/shop-api/Dockerfile'), 'a dry run shows the files', shown);
  expectThat(isSame(before, workspaceFiles(run.root)), 'a dry run leaves no file');
  await generate(run, 'service', ...node);
  await generate(run, 'service', 'shop-site', '--kind=next', '--baseImage=image-node');
  if (pythonImageReference !== undefined) {
    const python = `--baseImage=${pythonImageReference}`;
    await generate(run, 'service', 'shop-model', '--kind=fastapi', python);
  }
  writeLibraryChart(run.root);
  const chart = ['shop-notes', '--image=shop-api', '--library=chart-plain', '--deploy=false'];
  await generate(run, 'chart', ...chart);
}

async function refuseBadName(run: Run): Promise<void> {
  const before = workspaceFiles(run.root);
  const words = ['nx', 'g', '@taskora/nx-helm:service', 'Bad_Name', '--kind=node'];
  const { exitCode, output } = await finish(run.root, 'npx', words);
  expectThat(exitCode !== 0 && output.includes('NXHELM_NAME_INVALID'), 'it is refused', output);
  expectThat(isSame(before, workspaceFiles(run.root)), 'what is refused leaves no file');
}

async function check({ root }: Run): Promise<void> {
  const targets = ['build', 'typecheck', 'test', 'helm-lint', 'kubeconform'];
  await succeed(root, 'npx', ['nx', 'run-many', '--targets', targets.join(',')]);
}

async function deploy(run: Run): Promise<void> {
  const { root, options } = run;
  const kubectl = join(options.programsDirectory, 'kubectl');
  await succeed(root, kubectl, ['create', 'namespace', options.namespace]);
  const restricted = 'pod-security.kubernetes.io/enforce=restricted';
  await succeed(root, kubectl, ['label', 'namespace', options.namespace, restricted]);
  await runDeploy(run);
  for (const name of deployedNames(run)) {
    expectThat(actionOf(run, name) === 'installed', `${name} is installed`, actionOf(run, name));
  }
}

async function deployAgain(run: Run): Promise<void> {
  await runDeploy(run);
  for (const name of deployedNames(run)) {
    expectThat(actionOf(run, name) === 'skipped', `${name} is skipped`, actionOf(run, name));
  }
}

async function editComment(run: Run): Promise<void> {
  const file = join(run.root, 'apps/shop-api/src/main.ts');
  const image = readFileSync(join(run.root, 'dist/images/shop-api/reference'), 'utf8');
  writeFileSync(file, `// A comment says nothing to a cluster.\n${readFileSync(file, 'utf8')}`);
  const output = await succeed(run.root, 'npx', [
    ...['nx', 'run', 'shop-api:helm-deploy', '--output-style=static'],
  ]);
  expectThat(/shop-api:container +\[(local )?cache\]/.test(output), 'no image is built', output);
  const after = readFileSync(join(run.root, 'dist/images/shop-api/reference'), 'utf8');
  expectThat(after === image && actionOf(run, 'shop-api') === 'skipped', 'nothing rolls', output);
}

async function inspectAndRemove(run: Run): Promise<void> {
  for (const name of deployedNames(run)) {
    const target = (verb: string) => succeed(run.root, 'npx', ['nx', 'run', `${name}:${verb}`]);
    expectThat((await target('helm-status')).includes('1 available'), `${name} is available`);
    expectThat((await target('helm-test')).includes('passed'), `${name} passes its test`);
    await target('helm-uninstall');
    expectThat((await target('helm-status')).includes('not installed'), `${name} is removed`);
  }
}

async function generate({ root }: Run, name: string, ...args: readonly string[]): Promise<string> {
  return succeed(root, 'npx', ['nx', 'g', `@taskora/nx-helm:${name}`, ...args]);
}

async function runDeploy(run: Run): Promise<void> {
  const projects = deployedNames(run).join(',');
  await succeed(run.root, 'npx', ['nx', 'run-many', '-t', 'helm-deploy', '-p', projects]);
}

const projectByKind = { node: 'shop-api', next: 'shop-site', fastapi: 'shop-model' };

function deployedNames({ options }: Run): string[] {
  return (options.deployed ?? ['node']).map((kind) => projectByKind[kind]);
}

function actionOf({ root }: Run, project: string): string {
  const report = join(root, 'dist', 'deploys', `${project}.json`);
  const { action } = JSON.parse(readFileSync(report, 'utf8')) as { action: string };
  return action;
}

/** What was built is nobody's afterwards: neither on the node nor in the engine. */
async function removeImages({ root, options }: Run): Promise<void> {
  const names = ['image-node', ...Object.values(projectByKind)];
  const files = names.map((name) => join(root, 'dist', 'images', name, 'reference'));
  const references = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').trim());
  if (references.length === 0) return;
  const minikube = join(options.programsDirectory, 'minikube');
  await finish(root, minikube, ['image', 'rm', ...references]);
  await finish(root, options.engine ?? 'podman', ['image', 'rm', ...references]);
}

if (process.argv[1] === import.meta.filename) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      packageFile: text,
      temporaryFolder: text,
      baseImageReference: text,
      pythonImageReference: text,
      programsDirectory: text,
      schemasDirectory: text,
      namespace: text,
      deployed: text,
    },
  });
  const { deployed, ...rest } = values;
  await foreignWorkspace({
    ...(rest as unknown as ForeignWorkspaceOptions),
    ...(deployed === undefined
      ? {}
      : { deployed: deployed.split(',') as NonNullable<ForeignWorkspaceOptions['deployed']> }),
  });
}
