import { chart, createInferredWorkspace, only, service } from '../testing/inferred-workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

async function targetNames(files: Readonly<Record<string, string>>, folder: string) {
  return Object.keys((await workspace.infer(files))[folder]?.targets ?? {});
}

describe('inferred targets of a chart (C4)', () => {
  it('are exactly these for a service', async () => {
    const { targets } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(only(targets, 'helm-lint', 'helm-template', 'kubeconform')).toMatchInlineSnapshot(`
      {
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
      }
    `);
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

  it('of a chart that depends on itself by way of another are refused', async () => {
    const cyclic = {
      ...service,
      'charts/lib/Chart.yaml': chart(
        'lib',
        'type: library\ndependencies: [{ name: api, version: 0.1.0, repository: "file://../../apps/api/chart" }]\n',
      ),
    };
    const error: unknown = await workspace.infer(cyclic).catch((reason: unknown) => reason);
    const texts = (error as { errors: [string, Error][] }).errors.map(([, one]) => String(one));
    expect(texts).toEqual([
      expect.stringContaining('NXHELM_CHART_CYCLE: charts depend on each other in a circle'),
      expect.stringContaining('charts/lib -> apps/api/chart -> charts/lib'),
    ]);
  });
});
