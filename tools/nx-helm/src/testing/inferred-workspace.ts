import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { CreateNodesContext, ProjectConfiguration } from '@nx/devkit';
import type { PluginOptions } from '../inference/options.ts';
import { createNodes } from '../inference/project-graph.ts';
import { writeFiles } from './workspace.ts';

/** With all that a workspace may name besides. */
export const pluginOptions: PluginOptions = {
  imagePrefix: 'acme',
  namespace: 'acme',
  clusterTarget: 'infra:cluster-up',
  prepareTarget: 'infra:secrets',
  programsTarget: 'infra:programs',
  programsInputs: 'tools/programs/pins.json',
};

export function chart(name: string, rest = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${rest}`;
}

/** A service with a chart that needs a library chart, and two environments. */
export const service: Readonly<Record<string, string>> = {
  'apps/api/project.json': JSON.stringify({
    name: 'api',
    tags: ['deploy:helm'],
    targets: { build: {} },
  }),
  'apps/api/Dockerfile': 'FROM acme/image-node\nCOPY . /app\n',
  'apps/api/chart/Chart.yaml': chart(
    'api',
    'dependencies:\n  - name: lib\n    version: 0.1.0\n    repository: file://../../../charts/lib\n',
  ),
  'charts/lib/Chart.yaml': chart('lib', 'type: library\n'),
  'charts/lib/project.json': '{"name":"chart-lib"}',
  'infra/environments/minikube.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
  'infra/environments/ci.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
};

export type InferredProjects = Record<string, Partial<ProjectConfiguration>>;

/** The targets of these names. */
export function only(targets: ProjectConfiguration['targets'], ...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, targets?.[name]]));
}

/** A folder in which the plugin infers targets from files; `remove` takes it away. */
export function createInferredWorkspace() {
  const root = mkdtempSync(join(tmpdir(), 'nx-helm-inference-'));
  /** What Nx would get of files that are there: the targets of both kinds of file, merged. */
  const inferFrom = async (
    files: Readonly<Record<string, string>>,
    options = pluginOptions,
  ): Promise<InferredProjects> => {
    const configFiles = Object.keys(files).filter((path) =>
      /(Dockerfile|Chart\.yaml|project\.json)$/.test(path),
    );
    const context: CreateNodesContext = { workspaceRoot: root, nxJsonConfiguration: {} };
    const results = await createNodes[1](configFiles, options, context);
    const projects: InferredProjects = {};
    for (const [, { projects: found = {} }] of results) {
      for (const [folder, { targets }] of Object.entries(found)) {
        projects[folder] = { targets: { ...projects[folder]?.targets, ...targets } };
      }
    }
    return projects;
  };
  return {
    root,
    remove: () => rmSync(root, { recursive: true }),
    /** A symbolic link as people make it: relative to where it lies. */
    link: (path: string, target: string): void =>
      symlinkSync(relative(dirname(path), target), join(root, path), null),
    inferFrom,
    /** The same where they have to be written first. */
    infer: (files: Readonly<Record<string, string>>, options = pluginOptions) => {
      writeFiles(root, files);
      return inferFrom(files, options);
    },
  };
}
