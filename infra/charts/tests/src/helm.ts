import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { selectObjects, type KubernetesObject } from './objects.ts';
import {
  chartFolder,
  optionalReleases,
  readEnvironment,
  releases,
  workspaceRoot,
} from './workspace.ts';
import type { Environment, Release } from './workspace.ts';

export interface RenderOptions {
  readonly environment?: Environment;
  readonly isUpgrade?: boolean;
  readonly kubeVersion?: string;
  /** A further file of values, in which numbers are what they are in a file. */
  readonly values?: object;
  /** `--set` arguments, after the image's. */
  readonly set?: readonly string[];
  readonly image?: readonly string[];
}

export const testImage = ['image.repository=docker.io/taskora/example', 'image.tag=c-0123456789ab'];

const ownHelm = join(workspaceRoot, '.taskora/bin/helm');
const program = existsSync(ownHelm) ? ownHelm : 'helm';

/**
 * Charts as Helm wants them: a copy with the library chart in `charts/`, removed by `dispose`. A
 * version is that of all of them and of what they deploy.
 */
export function stageCharts(version?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'));
  for (const release of [...releases, ...optionalReleases]) {
    cpSync(chartFolder(release), join(folder, release), { recursive: true });
    const library = join(folder, release, 'charts/taskora-service');
    cpSync(join(workspaceRoot, 'infra/charts/service'), library, { recursive: true });
    if (version === undefined) continue;
    for (const file of [join(folder, release, 'Chart.yaml'), join(library, 'Chart.yaml')]) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replaceAll(/^( *(?:appV|v)ersion:) .*$/gm, `$1 ${version}`));
    }
  }
  return {
    run: (command: string, release: Release, options: RenderOptions = {}) =>
      run(folder, command, release, options),
    render: (release: Release, options: RenderOptions = {}) => render(folder, release, options),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(folder: string, command: string, release: Release, options: RenderOptions) {
  const chart = join(folder, release);
  const name = command === 'lint' ? [] : [release];
  return helm([command, ...name, chart, ...valueArguments(folder, release, options)]);
}

export function helm(programArguments: readonly string[]) {
  const result = spawnSync(program, programArguments, { encoding: 'utf8' });
  if (result.error !== undefined) {
    throw new Error(`${program} did not start. Do: npx nx run minikube:programs`, {
      cause: result.error,
    });
  }
  return result;
}

/** The values in the order in which a deployment gives them: environment, release, image. */
function valueArguments(folder: string, release: Release, options: RenderOptions): string[] {
  const { nxHelm, ...shared } = readEnvironment(options.environment ?? 'minikube');
  // A chart can be rendered for any environment, also for one that leaves its release out.
  const own = nxHelm.releases?.[release] || {};
  const files = [shared, own, options.values ?? {}].map((values, index) => {
    const file = join(folder, `${release}-${index}.json`);
    writeFileSync(file, JSON.stringify(values));
    return file;
  });
  const sets = [...(options.image ?? testImage), ...(options.set ?? [])];
  return [
    '--namespace=taskora',
    `--kube-version=${options.kubeVersion ?? nxHelm.kubeVersion}`,
    ...files.map((file) => `--values=${file}`),
    ...sets.map((pair) => `--set=${pair}`),
    ...(options.isUpgrade === true ? ['--is-upgrade'] : []),
  ];
}

function render(folder: string, release: Release, options: RenderOptions) {
  const { status, stdout, stderr } = run(folder, 'template', release, options);
  if (status !== 0) throw new Error(stderr);
  return rendered(stdout);
}

/** What Helm printed, and the objects in it. */
export function rendered(stdout: string) {
  const objects = parseAllDocuments(stdout)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
  return { text: stdout, objects, ...selectObjects(objects) };
}
