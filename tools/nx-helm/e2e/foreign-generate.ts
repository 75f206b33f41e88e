import type { ServiceKind } from '../src/generators/names.ts';
import { serviceKinds } from '../src/generators/names.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import { expectThat, finish, isSame, succeed, workspaceFiles } from './foreign-commands.ts';
import { writeLibraryChart } from './foreign-library.ts';
import type { Run } from './foreign-run.ts';
import { generate } from './foreign-run.ts';

export async function createWorkspace({ parent }: Run): Promise<void> {
  const flags = ['--preset=empty', '--nxCloud=skip', '--packageManager=npm', '--interactive=false'];
  const creator = ['--yes', 'create-nx-workspace@23.2.1', 'shop', ...flags, '--skipGit'];
  await succeed(parent, 'npx', creator);
}

export async function installPlugin({ root, options }: Run): Promise<void> {
  await succeed(root, 'npm', ['install', '--save-dev', ...options.packageFiles]);
}

export async function initialise(run: Run): Promise<void> {
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

export async function generateServices(run: Run): Promise<void> {
  const { baseImageReference, pythonImageReference } = run.options;
  await generate(run, 'image', 'image-node', '--from', baseImageReference);
  const node = ['shop-api', '--kind=node', '--baseImage=image-node'];
  const before = workspaceFiles(run.root);
  const shown = await generate(run, 'service', ...node, '--dry-run');
  expectThat(shown.includes('apps/shop-api/Dockerfile'), 'a dry run shows the files', shown);
  expectThat(isSame(before, workspaceFiles(run.root)), 'a dry run leaves no file');
  await generate(run, 'service', ...node);
  if (has(run, 'next')) {
    await generate(run, 'service', 'shop-site', '--kind=next', '--baseImage=image-node');
  }
  if (has(run, 'fastapi') && pythonImageReference !== undefined) {
    const python = `--baseImage=${pythonImageReference}`;
    await generate(run, 'service', 'shop-model', '--kind=fastapi', python);
  }
}

function has({ options }: Run, kind: ServiceKind): boolean {
  return (options.kinds ?? serviceKinds).includes(kind);
}

export async function generateCharts(run: Run): Promise<void> {
  writeLibraryChart(run.root);
  const chart = ['shop-notes', '--image=shop-api', '--library=chart-plain', '--deploy=false'];
  await generate(run, 'chart', ...chart);
  await generate(run, 'chart', 'shop-edge', '--image=shop-api', '--kind=node', '--deploy=false');
  writeFiles(run.root, { 'infra/charts/shop-edge/values-minikube.yaml': everythingOn });
}

/** Each optional object, and both forms of an image's name at once. */
const everythingOn = `image: { digest: 'sha256:${'0'.repeat(64)}' }
autoscaling: { enabled: true }
service: { type: NodePort, nodePort: 31999 }
secretEnv: { DATABASE_URL: { existingSecret: shop-database, key: url } }
ingress: { enabled: true, className: nginx, host: shop.example.com, tlsSecret: shop-tls }
`;

export async function refuseBadName(run: Run): Promise<void> {
  const before = workspaceFiles(run.root);
  const commandLine = ['nx', 'g', '@taskora/nx-helm:service', 'Bad_Name', '--kind=node'];
  const { exitCode, output } = await finish(run.root, 'npx', commandLine);
  expectThat(exitCode !== 0 && output.includes('NXHELM_NAME_INVALID'), 'it is refused', output);
  expectThat(isSame(before, workspaceFiles(run.root)), 'what is refused leaves no file');
}
