import { createInferredWorkspace, only, service } from '../testing/inferred-workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

describe('inferred targets of a release (C4)', () => {
  it('are exactly these', async () => {
    const { targets } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(
      only(
        targets,
        'helm-deploy',
        'helm-diff',
        'helm-rollback',
        'helm-status',
        'helm-test',
        'helm-uninstall',
        'logs',
        'port-forward',
      ),
    ).toMatchInlineSnapshot(`
      {
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
              "target": "container",
            },
            "helm-template",
            "^helm-deploy",
            "infra:cluster-up",
            "infra:secrets",
          ],
          "executor": "@taskora/nx-helm:rollout",
          "metadata": {
            "description": "Takes the images of api to the cluster, and installs or upgrades the release if its manifests changed; rolls back when it fails",
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
            "description": "Rolls the release api back to an earlier revision, and keeps it there until its sources change",
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
      }
    `);
  });
});
