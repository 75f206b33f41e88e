import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const workspaceRoot = resolve(import.meta.dirname, '../../..');

function write(root: string, path: string, content: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Services with an image and a chart each, all on one base image and one library chart. */
export function createWorkspace(
  root: string,
  count: number,
  plugins: readonly unknown[],
): string[] {
  write(root, 'nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }));
  // A lock file of usual size, because Nx reads it with and without the plugin.
  write(root, 'package.json', '{"name":"acme","private":true}');
  cpSync(join(workspaceRoot, 'package-lock.json'), join(root, 'package-lock.json'));
  write(root, 'infra/environments/minikube.yaml', 'nxHelm: { kubeVersion: 1.34.4 }\n');
  write(root, 'images/base/project.json', '{"name":"image-base"}');
  write(root, 'images/base/Dockerfile', 'FROM scratch\n');
  write(root, 'charts/lib/project.json', '{"name":"chart-lib"}');
  write(root, 'charts/lib/Chart.yaml', 'name: lib\nversion: 0.1.0\ntype: library\n');
  const files = ['images/base/Dockerfile', 'charts/lib/Chart.yaml'];
  for (let index = 0; index < count - 2; index += 1) {
    const folder = `apps/service-${index}`;
    const project = { name: `service-${index}`, tags: ['deploy:helm'], targets: { build: {} } };
    write(root, `${folder}/project.json`, JSON.stringify(project));
    write(root, `${folder}/src/main.ts`, `export const service = ${index};\n`);
    write(root, `${folder}/Dockerfile`, 'FROM acme/image-base\nCOPY . /app\n');
    write(
      root,
      `${folder}/chart/Chart.yaml`,
      `name: service-${index}\nversion: 0.1.0\ndependencies: [{ name: lib, version: 0.1.0, repository: "file://../../../charts/lib" }]\n`,
    );
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
