import { chart, createInferredWorkspace, only, service } from '../testing/inferred-workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

describe('inferred targets of an image (C3)', () => {
  it('make the bill of materials from the image alone', async () => {
    const { targets } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(targets?.['sbom']).toMatchObject({
      executor: '@taskora/nx-helm:sbom',
      cache: true,
      dependsOn: ['container'],
      outputs: ['{workspaceRoot}/dist/sboms/{projectName}.cdx.json'],
    });
    expect(targets?.['sbom']?.inputs?.slice(0, 2)).toEqual([
      { dependentTasksOutputFiles: '**/reference' },
      { dependentTasksOutputFiles: '**/layer-digests' },
    ]);
  });

  it('are exactly these for a service', async () => {
    const { targets } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(only(targets, 'container', 'image-load')).toMatchInlineSnapshot(`
      {
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
              "runtime": "cat "\${XDG_CONFIG_HOME:-$HOME/.config}"/containers/*.conf 2>/dev/null || echo none",
            },
            {
              "env": "DOCKER_HOST",
            },
            {
              "env": "DOCKER_CONTEXT",
            },
            {
              "env": "DOCKER_API_VERSION",
            },
            {
              "env": "CONTAINER_HOST",
            },
            {
              "env": "CONTAINER_CONNECTION",
            },
            {
              "env": "BUILDX_BUILDER",
            },
            {
              "env": "BUILDX_CONFIG",
            },
            {
              "env": "CONTAINERS_CONF",
            },
            {
              "env": "CONTAINERS_CONF_OVERRIDE",
            },
            {
              "env": "DOCKER_CONFIG",
            },
            {
              "env": "XDG_CONFIG_HOME",
            },
            {
              "env": "CONTAINERS_REGISTRIES_CONF",
            },
            {
              "env": "SSL_CERT_FILE",
            },
            {
              "env": "SSL_CERT_DIR",
            },
            {
              "env": "CONTAINERS_STORAGE_CONF",
            },
            {
              "env": "STORAGE_DRIVER",
            },
            {
              "env": "STORAGE_OPTS",
            },
            {
              "env": "XDG_DATA_HOME",
            },
            {
              "env": "BUILDAH_ISOLATION",
            },
            {
              "env": "BUILDAH_RUNTIME",
            },
            {
              "env": "_CONTAINERS_USERNS_CONFIGURED",
            },
            {
              "env": "_CONTAINERS_ROOTLESS_UID",
            },
            {
              "env": "_CONTAINERS_ROOTLESS_GID",
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
            "description": "Makes the image acme/api under its content id, without an engine where its Dockerfile allows that",
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
      }
    `);
  });

  it('of a base image are a container over its whole folder and its bill, and no load', async () => {
    const files = {
      'images/node/project.json': '{"name":"image-node"}',
      'images/node/Dockerfile': 'FROM debian:trixie-slim\n',
    };
    const targets = (await workspace.infer(files))['images/node']?.targets;
    expect(Object.keys(targets ?? {})).toEqual(['container', 'sbom']);
    expect(targets?.['container']?.inputs).toContain('{projectRoot}/**/*');
  });

  it('of an image whose base is an argument need the base that the project sets', async () => {
    const options = { buildArguments: { BASE: 'acme/image-node' } };
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets: { container: { options } } }),
      'apps/web/Dockerfile': 'ARG BASE=debian:trixie-slim\nFROM ${BASE}\n',
    };
    const container = (await workspace.infer(files))['apps/web']?.targets?.['container'];
    expect(container?.options).toMatchObject({ bases: ['image-node'] });
    expect(container?.dependsOn).toContainEqual({ projects: ['image-node'], target: 'container' });
  });

  it('let a container depend on the digest alone where the project has one', async () => {
    const targets = { build: {}, 'build-digest': {} };
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets }),
      'apps/web/Dockerfile': 'FROM acme/image-node\n',
    };
    const container = (await workspace.infer(files))['apps/web']?.targets?.['container'];
    expect(container?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/*.digest.json' });
    expect(container?.inputs).not.toContainEqual({ dependentTasksOutputFiles: 'dist/**/*' });
  });

  it('let a container depend on the digest alone where the build writes one (N1)', async () => {
    const outputs = ['{workspaceRoot}/dist/apps/web', '{workspaceRoot}/dist/apps/web.digest.json'];
    const files = {
      'apps/web/project.json': JSON.stringify({ name: 'web', targets: { build: { outputs } } }),
      'apps/web/Dockerfile': 'FROM acme/image-node\n',
    };
    const container = (await workspace.infer(files))['apps/web']?.targets?.['container'];
    expect(container?.inputs).toContainEqual({
      dependentTasksOutputFiles: 'dist/**/*.digest.json',
    });
    expect(container?.inputs).not.toContainEqual({ dependentTasksOutputFiles: 'dist/**/*' });
  });

  it("add to a declared target for Next's output what the project leaves out, and to no other", async () => {
    const inferred = async (executor: string) => {
      const targets = { build: {}, 'build-digest': { executor } };
      const files = {
        'apps/web/project.json': JSON.stringify({ name: 'web', targets }),
        'apps/web/Dockerfile': 'FROM acme/image-node\n',
      };
      return (await workspace.infer(files))['apps/web']?.targets?.['build-digest'];
    };
    expect(await inferred('@taskora/nx-helm:next-output')).toMatchObject({
      cache: true,
      dependsOn: ['build'],
      inputs: expect.arrayContaining([{ dependentTasksOutputFiles: '**/*' }]) as unknown,
    });
    expect(await inferred('nx:run-commands')).toBeUndefined();
  });

  it('load the image that a chart elsewhere declares, and let its deploy wait for it', async () => {
    const annotation = 'annotations:\n  nx-helm/images: "image=image-postgres"\n';
    const projects = await workspace.infer({
      'images/postgres/project.json': '{"name":"image-postgres"}',
      'images/postgres/Dockerfile': 'FROM acme/image-debian\n',
      'charts/platform/project.json': '{"name":"platform","tags":["deploy:helm"]}',
      'charts/platform/Chart.yaml': chart('platform', annotation),
    });
    expect(Object.keys(projects['images/postgres']?.targets ?? {})).toContain('image-load');
    const deploy = projects['charts/platform']?.targets?.['helm-deploy'];
    expect(deploy?.dependsOn).toContainEqual({
      projects: ['image-postgres'],
      target: 'container',
    });
    expect(deploy?.options).toMatchObject({ images: { image: 'image-postgres' } });
  });

  it('are none for a Dockerfile that belongs to no project', async () => {
    expect(await workspace.infer({ 'examples/Dockerfile': 'FROM scratch\n' })).toEqual({});
  });
});
