import type { CreateNodesContext, ProjectConfiguration } from '@nx/devkit';
import fs, { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { createNodes } from './create-nodes.ts';
import type { PluginOptions } from './options.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-inference-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const options: PluginOptions = {
  imagePrefix: 'acme',
  namespace: 'acme',
  clusterTarget: 'infra:cluster-up',
  prepareTarget: 'infra:secrets',
  programsTarget: 'infra:programs',
  programsInputs: 'tools/programs/pins.json',
};

/** What Nx would get: all projects that the plugin finds, with the targets of both kinds of file merged. */
async function infer(files: Readonly<Record<string, string>>, given = options) {
  writeFiles(root, files);
  return inferFrom(files, given);
}

/** The same where the files have been written before. */
async function inferFrom(files: Readonly<Record<string, string>>, given = options) {
  const configFiles = Object.keys(files).filter((path) => /(Dockerfile|Chart\.yaml)$/.test(path));
  const context: CreateNodesContext = { workspaceRoot: root, nxJsonConfiguration: {} };
  const results = await createNodes[1](configFiles, given, context);
  const projects: Record<string, Partial<ProjectConfiguration>> = {};
  for (const [, { projects: found = {} }] of results) {
    for (const [folder, { targets }] of Object.entries(found)) {
      projects[folder] = { targets: { ...projects[folder]?.targets, ...targets } };
    }
  }
  return projects;
}

async function targetNames(files: Readonly<Record<string, string>>, folder: string) {
  return Object.keys((await infer(files))[folder]?.targets ?? {});
}

const chart = (name: string, rest = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${rest}`;

const service = {
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

describe('inferred targets (C3, C4)', () => {
  it('of a service are exactly these', async () => {
    expect((await infer(service))['apps/api']).toMatchInlineSnapshot(`
      {
        "targets": {
          "container": {
            "cache": true,
            "continuous": false,
            "dependsOn": [
              "build",
              "build-digest",
              {
                "projects": [
                  "image-node",
                ],
                "target": "container",
              },
            ],
            "executor": "@taskora/nx-helm:container",
            "inputs": [
              "{projectRoot}/Dockerfile",
              "{projectRoot}/Dockerfile.dockerignore",
              "{projectRoot}/.dockerignore",
              {
                "dependentTasksOutputFiles": "dist/**/*",
              },
              {
                "dependentTasksOutputFiles": "**/reference",
              },
              {
                "dependentTasksOutputFiles": "**/layer-digests",
              },
              {
                "runtime": "uname -m || echo %PROCESSOR_ARCHITECTURE%",
              },
              {
                "env": "DOCKER_HOST",
              },
              {
                "env": "DOCKER_CONTEXT",
              },
              {
                "env": "BUILDX_BUILDER",
              },
              {
                "env": "CONTAINER_HOST",
              },
              {
                "env": "CONTAINER_CONNECTION",
              },
              {
                "env": "CONTAINERS_CONF",
              },
              {
                "env": "CONTAINERS_CONF_OVERRIDE",
              },
              {
                "env": "CONTAINERS_REGISTRIES_CONF",
              },
              {
                "env": "HTTP_PROXY",
              },
              {
                "env": "HTTPS_PROXY",
              },
              {
                "env": "FTP_PROXY",
              },
              {
                "env": "NO_PROXY",
              },
              {
                "env": "http_proxy",
              },
              {
                "env": "https_proxy",
              },
              {
                "env": "ftp_proxy",
              },
              {
                "env": "no_proxy",
              },
              {
                "externalDependencies": [],
              },
            ],
            "metadata": {
              "description": "Builds the image acme/api and exports it with its content id",
              "help": {
                "command": "npx nx run api:container --help",
                "example": {},
              },
              "technologies": [
                "docker",
                "podman",
              ],
            },
            "options": {
              "bases": [
                "image-node",
              ],
              "imagePrefix": "acme",
            },
            "outputs": [
              "{workspaceRoot}/dist/images/{projectName}",
            ],
          },
          "helm-deploy": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              {
                "projects": [
                  "api",
                ],
                "target": "image-load",
              },
              "helm-template",
              "^helm-deploy",
              "infra:cluster-up",
              "infra:secrets",
            ],
            "executor": "@taskora/nx-helm:rollout",
            "metadata": {
              "description": "Installs or upgrades the release api, if its manifests changed; rolls back when it fails",
              "help": {
                "command": "npx nx run api:helm-deploy --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "chart": "apps/api/chart",
              "contexts": "minikube",
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "imagePrefix": "acme",
              "images": {
                "image": "api",
              },
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
              "step": "helm-deploy",
            },
          },
          "helm-diff": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              "helm-template",
            ],
            "executor": "@taskora/nx-helm:helm-diff",
            "metadata": {
              "description": "Shows what a deploy would change in the release api",
              "help": {
                "command": "npx nx run api:helm-diff --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "chart": "apps/api/chart",
              "contexts": "minikube",
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "imagePrefix": "acme",
              "images": {
                "image": "api",
              },
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "helm-lint": {
            "cache": true,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              "infra:programs",
            ],
            "executor": "@taskora/nx-helm:helm-lint",
            "inputs": [
              "{workspaceRoot}/apps/api/chart/**/*",
              "{workspaceRoot}/charts/lib/**/*",
              "{workspaceRoot}/infra/environments/**/*.yaml",
              "{workspaceRoot}/tools/programs/pins.json",
              {
                "externalDependencies": [],
              },
            ],
            "metadata": {
              "description": "Lints the chart of api",
              "help": {
                "command": "npx nx run api:helm-lint --help",
                "example": {},
              },
              "technologies": [
                "helm",
              ],
            },
            "options": {
              "chart": "apps/api/chart",
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "imagePrefix": "acme",
              "images": {
                "image": "api",
              },
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
            "outputs": [],
          },
          "helm-rollback": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "executor": "@taskora/nx-helm:helm-rollback",
            "metadata": {
              "description": "Takes the release api back to an earlier revision, and keeps it there until its sources change",
              "help": {
                "command": "npx nx run api:helm-rollback --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "imagePrefix": "acme",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "helm-status": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "executor": "@taskora/nx-helm:helm-status",
            "metadata": {
              "description": "Shows the release api: status, revision, image, pods",
              "help": {
                "command": "npx nx run api:helm-status --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "helm-template": {
            "cache": true,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              "infra:programs",
              {
                "projects": [
                  "api",
                ],
                "target": "container",
              },
            ],
            "executor": "@taskora/nx-helm:helm-template",
            "inputs": [
              "{workspaceRoot}/apps/api/chart/**/*",
              "{workspaceRoot}/charts/lib/**/*",
              "{workspaceRoot}/infra/environments/**/*.yaml",
              "{workspaceRoot}/tools/programs/pins.json",
              {
                "externalDependencies": [],
              },
              {
                "dependentTasksOutputFiles": "**/reference",
              },
            ],
            "metadata": {
              "description": "Renders the manifests of api with the content tags of its images",
              "help": {
                "command": "npx nx run api:helm-template --help",
                "example": {},
              },
              "technologies": [
                "helm",
              ],
            },
            "options": {
              "chart": "apps/api/chart",
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "imagePrefix": "acme",
              "images": {
                "image": "api",
              },
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
            "outputs": [
              "{workspaceRoot}/dist/charts/{projectName}",
              "{workspaceRoot}/dist/manifests/{projectName}",
            ],
          },
          "helm-test": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "executor": "@taskora/nx-helm:helm-test",
            "metadata": {
              "description": "Runs the tests of the deployed release api",
              "help": {
                "command": "npx nx run api:helm-test --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "helm-uninstall": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "executor": "@taskora/nx-helm:helm-uninstall",
            "metadata": {
              "description": "Removes the release api and keeps its volumes",
              "help": {
                "command": "npx nx run api:helm-uninstall --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "image-load": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              "container",
              "infra:cluster-up",
            ],
            "executor": "@taskora/nx-helm:rollout",
            "metadata": {
              "description": "Takes the image of api to the cluster's nodes, or to the environment's registry, unless its tag is there already",
              "help": {
                "command": "npx nx run api:image-load --help",
                "example": {},
              },
              "technologies": [
                "minikube",
              ],
            },
            "options": {
              "contexts": "minikube",
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "programsDirectory": ".nx-helm/bin",
              "step": "image-load",
            },
          },
          "kubeconform": {
            "cache": true,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": false,
            "dependsOn": [
              "infra:programs",
              "helm-template",
            ],
            "executor": "@taskora/nx-helm:kubeconform",
            "inputs": [
              {
                "dependentTasksOutputFiles": "dist/manifests/**/*",
              },
              "{workspaceRoot}/infra/environments/**/*.yaml",
              "{workspaceRoot}/tools/programs/pins.json",
              {
                "externalDependencies": [],
              },
            ],
            "metadata": {
              "description": "Checks the rendered manifests of api against the schemas of Kubernetes",
              "help": {
                "command": "npx nx run api:kubeconform --help",
                "example": {},
              },
              "technologies": [
                "kubeconform",
              ],
            },
            "options": {
              "environment": "minikube",
              "environmentsDirectory": "infra/environments",
              "programsDirectory": ".nx-helm/bin",
              "schemasDirectory": ".nx-helm/schemas",
            },
            "outputs": [],
          },
          "logs": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": true,
            "executor": "@taskora/nx-helm:logs",
            "metadata": {
              "description": "Follows the logs of api",
              "help": {
                "command": "npx nx run api:logs --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
          "port-forward": {
            "cache": false,
            "configurations": {
              "ci": {
                "environment": "ci",
              },
              "minikube": {
                "environment": "minikube",
              },
            },
            "continuous": true,
            "executor": "@taskora/nx-helm:port-forward",
            "metadata": {
              "description": "Makes api reachable on a port of this machine, also over rollouts",
              "help": {
                "command": "npx nx run api:port-forward --help",
                "example": {},
              },
              "technologies": [
                "helm",
                "kubernetes",
              ],
            },
            "options": {
              "contexts": "minikube",
              "namespace": "acme",
              "programsDirectory": ".nx-helm/bin",
            },
          },
        },
      }
    `);
  });

  it('of a base image are a container over its whole folder, and no load', async () => {
    const files = {
      'images/node/project.json': '{"name":"image-node"}',
      'images/node/Dockerfile': 'FROM debian:trixie-slim\n',
    };
    const targets = (await infer(files))['images/node']?.targets;
    expect(Object.keys(targets ?? {})).toEqual(['container']);
    expect(targets?.['container']?.inputs).toContain('{projectRoot}/**/*');
  });

  it('of an image whose base is an argument need the base that the project sets', async () => {
    const options = { buildArguments: { BASE: 'acme/image-node' } };
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets: { container: { options } } }),
      'apps/web/Dockerfile': 'ARG BASE=debian:trixie-slim\nFROM ${BASE}\n',
    };
    const container = (await infer(files))['apps/web']?.targets?.['container'];
    expect(container?.options).toMatchObject({ bases: ['image-node'] });
    expect(container?.dependsOn).toContainEqual({ projects: ['image-node'], target: 'container' });
  });

  it('let a container depend on the digest alone where the project has one', async () => {
    const targets = { build: {}, 'build-digest': {} };
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets }),
      'apps/web/Dockerfile': 'FROM acme/image-node\n',
    };
    const container = (await infer(files))['apps/web']?.targets?.['container'];
    expect(container?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/*.digest.json' });
    expect(container?.inputs).not.toContainEqual({ dependentTasksOutputFiles: 'dist/**/*' });
  });

  it('let a container depend on the digest alone where the build writes one (N1)', async () => {
    const outputs = ['{workspaceRoot}/dist/apps/web', '{workspaceRoot}/dist/apps/web.digest.json'];
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets: { build: { outputs } } }),
      'apps/web/Dockerfile': 'FROM acme/image-node\n',
    };
    const container = (await infer(files))['apps/web']?.targets?.['container'];
    expect(container?.inputs).toContainEqual({
      dependentTasksOutputFiles: 'dist/**/*.digest.json',
    });
    expect(container?.inputs).not.toContainEqual({ dependentTasksOutputFiles: 'dist/**/*' });
  });

  it('say of each whether it is continuous, for Nx to read no schema of theirs (N7)', async () => {
    const targets = (await infer(service))['apps/api']?.targets ?? {};
    const continuous = Object.entries(targets).filter(([, target]) => target.continuous);
    expect(continuous.map(([name]) => name)).toEqual(['logs', 'port-forward']);
    for (const target of Object.values(targets)) expect(target).toHaveProperty('continuous');
  });

  it("add to a declared target for Next's output what the project leaves out, and to no other", async () => {
    const inferred = async (executor: string) => {
      const targets = { build: {}, 'build-digest': { executor } };
      const files = {
        'apps/web/project.json': JSON.stringify({ name: 'web', targets }),
        'apps/web/Dockerfile': 'FROM acme/image-node\n',
      };
      return (await infer(files))['apps/web']?.targets?.['build-digest'];
    };
    expect(await inferred('@taskora/nx-helm:next-output')).toMatchObject({
      cache: true,
      dependsOn: ['build'],
      inputs: expect.arrayContaining([{ dependentTasksOutputFiles: '**/*' }]) as unknown,
    });
    expect(await inferred('nx:run-commands')).toBeUndefined();
  });

  it('of a library chart are a lint only', async () => {
    expect(await targetNames(service, 'charts/lib')).toEqual(['helm-lint']);
  });

  it('of a chart without the deploy tag never touch a cluster', async () => {
    const files = {
      'charts/all/project.json': '{"name":"all"}',
      'charts/all/Chart.yaml': chart('all'),
    };
    expect(await targetNames(files, 'charts/all')).toEqual([
      'helm-lint',
      'helm-template',
      'kubeconform',
    ]);
  });

  it('load the image that a chart elsewhere declares, and let its deploy wait for it', async () => {
    const annotation = 'annotations:\n  nx-helm/images: "image=image-postgres"\n';
    const projects = await infer({
      'images/postgres/project.json': '{"name":"image-postgres"}',
      'images/postgres/Dockerfile': 'FROM acme/image-debian\n',
      'charts/platform/project.json': '{"name":"platform","tags":["deploy:helm"]}',
      'charts/platform/Chart.yaml': chart('platform', annotation),
    });
    expect(Object.keys(projects['images/postgres']?.targets ?? {})).toContain('image-load');
    const deploy = projects['charts/platform']?.targets?.['helm-deploy'];
    expect(deploy?.dependsOn).toContainEqual({
      projects: ['image-postgres'],
      target: 'image-load',
    });
    expect(deploy?.options).toMatchObject({ images: { image: 'image-postgres' } });
  });

  it('are named, and wait for nothing optional, as the options say', async () => {
    const targets = (await infer(service, { containerTargetName: 'image', imagePrefix: 'acme' }))[
      'apps/api'
    ]?.targets;
    expect(Object.keys(targets ?? {})).toContain('image');
    expect(targets?.['helm-lint']?.dependsOn).toEqual([]);
  });

  it('are none for a Dockerfile that belongs to no project', async () => {
    expect(await infer({ 'examples/Dockerfile': 'FROM scratch\n' })).toEqual({});
  });

  it('carry a description, technologies and a command each', async () => {
    const targets = Object.values((await infer(service))['apps/api']?.targets ?? {});
    expect(targets.length).toBeGreaterThan(5);
    for (const { metadata } of targets) {
      expect(metadata?.description).toMatch(/api/);
      expect(metadata?.technologies?.length).toBeGreaterThan(0);
      expect(metadata?.help?.command).toMatch(/^npx nx run api:/);
    }
  });

  it('are found for the other files when one is broken, which is named', async () => {
    const files = {
      ...service,
      'apps/bad/Chart.yaml': 'name: bad\n',
      'apps/bad/project.json': '{}',
    };
    const error: unknown = await infer(files).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ errors: [['apps/bad/Chart.yaml', expect.anything()]] });
    expect(String((error as { errors: [string, Error][] }).errors[0]?.[1])).toContain(
      'NXHELM_CHART_INCOMPLETE: apps/bad/Chart.yaml lacks version',
    );
    expect((error as { partialResults: unknown[] }).partialResults).toHaveLength(3);
  });

  it('are refused with a name for an option that nobody reads', async () => {
    await expect(infer(service, { imagePrefx: 'acme' } as PluginOptions)).rejects.toThrow(
      'NXHELM_OPTION_UNKNOWN: the plugin option imagePrefx',
    );
  });

  it('of a chart that depends on itself by way of another are refused', async () => {
    const cyclic = {
      ...service,
      'charts/lib/Chart.yaml': chart(
        'lib',
        'type: library\ndependencies: [{ name: api, version: 0.1.0, repository: "file://../../apps/api/chart" }]\n',
      ),
    };
    const error: unknown = await infer(cyclic).catch((reason: unknown) => reason);
    const words = (error as { errors: [string, Error][] }).errors.map(([, one]) => String(one));
    expect(words).toEqual([
      expect.stringContaining('NXHELM_CHART_CYCLE: charts depend on each other in a circle'),
      expect.stringContaining('charts/lib -> apps/api/chart -> charts/lib'),
    ]);
  });

  it('for 200 projects read each file once, and the next time only what changed', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) =>
        Object.entries(service).map(
          ([path, content]) =>
            [
              path.replace('apps/api', `apps/api${index}`),
              content.replace('"api"', `"api${index}"`),
            ] as const,
        ),
      ).flat(),
    );
    const lock = { packages: { 'node_modules/yaml': { version: '2.9.1' } } };
    const all: Record<string, string> = { ...files, 'package-lock.json': JSON.stringify(lock) };
    writeFiles(root, all);
    const longAgo = new Date('2026-01-01');
    for (const path of Object.keys(all)) utimesSync(join(root, path), longAgo, longAgo);
    const read = jest.spyOn(fs, 'readFileSync');
    const pathsRead = (): string[] => read.mock.calls.map(([path]) => String(path));
    expect(Object.keys(await inferFrom(all))).toHaveLength(201);
    expect(pathsRead().length).toBe(new Set(pathsRead()).size);
    read.mockClear();
    const changed = 'apps/api7/chart/Chart.yaml';
    writeFiles(root, { [changed]: `${all[changed] ?? ''}annotations: {}\n` });
    await inferFrom(all);
    expect(new Set(pathsRead())).toEqual(new Set([join(root, changed)]));
  });
});
