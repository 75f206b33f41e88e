import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeFiles } from '../src/testing/workspace.ts';

export const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** Services with an image and a chart each, all on one base image and one library chart. */
export function createWorkspace(
  root: string,
  count: number,
  plugins: readonly unknown[],
): string[] {
  writeFiles(root, {
    'nx.json': JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }),
    'package.json': '{"name":"acme","private":true}',
    'infra/environments/minikube.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    'images/base/project.json': '{"name":"image-base"}',
    'images/base/Dockerfile': 'FROM scratch\n',
    'charts/lib/project.json': '{"name":"chart-lib"}',
    'charts/lib/Chart.yaml': 'name: lib\nversion: 0.1.0\ntype: library\n',
  });
  // A lock file of usual size, because Nx reads it with and without the plugin.
  cpSync(join(workspaceRoot, 'package-lock.json'), join(root, 'package-lock.json'));
  const build = {
    executor: 'nx:run-commands',
    cache: true,
    outputs: ['{workspaceRoot}/dist/{projectRoot}'],
    options: { command: 'true' },
  };
  const files = ['images/base/Dockerfile', 'charts/lib/Chart.yaml'];
  for (let index = 0; index < count - 2; index += 1) {
    const folder = `apps/service-${index}`;
    const project = { name: `service-${index}`, tags: ['deploy:helm'], targets: { build } };
    writeFiles(root, {
      [`${folder}/project.json`]: JSON.stringify(project),
      [`${folder}/src/main.ts`]: `export const service = ${index};\n`,
      [`${folder}/Dockerfile`]: 'FROM acme/image-base\nCOPY . /app\n',
      [`${folder}/chart/Chart.yaml`]: `name: service-${index}\nversion: 0.1.0\ndependencies: [{ name: lib, version: 0.1.0, repository: "file://../../../charts/lib" }]\n`,
    });
    files.push(`${folder}/Dockerfile`, `${folder}/chart/Chart.yaml`);
  }
  return files;
}

/** The packages of this workspace, with the plugin's sources or its built package among them. */
export function linkPackages(root: string, plugin: string | undefined): void {
  const from = join(workspaceRoot, 'node_modules');
  const to = join(root, 'node_modules');
  if (plugin === undefined) return symlinkSync(from, to);
  mkdirSync(join(to, '@taskora'), { recursive: true });
  symlinkSync(plugin, join(to, '@taskora/nx-helm'));
  for (const name of readdirSync(from).filter((each) => each !== '@taskora' && each !== '.bin')) {
    symlinkSync(join(from, name), join(to, name));
  }
}
