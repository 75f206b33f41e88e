import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';
import { applyObjects, kubectl, namespace } from '@taskora/dev/kubectl';

const name = 'kill-points';
const folder = '/kill-points';
const inNamespace = ['-n', namespace];
const deployment = ['deployment/api', ...inNamespace];

const source = (file: string): string =>
  readFileSync(join(workspaceRoot, 'apps', 'api', 'tests', 'support', file), 'utf8');

/** What the Deployment of the API has besides. */
const mounted = {
  spec: {
    template: {
      spec: {
        volumes: [{ name, configMap: { name } }],
        containers: [
          {
            name: 'api',
            env: [{ name: 'PYTHONPATH', value: `${folder}:/app/src:/app/site-packages` }],
            volumeMounts: [{ name, mountPath: folder, readOnly: true }],
          },
        ],
      },
    },
  },
};

/** A `$patch` names only what is to go. */
const takenAway = {
  spec: {
    template: {
      spec: {
        volumes: [{ $patch: 'delete', name }],
        containers: [
          {
            name: 'api',
            env: [{ $patch: 'delete', name: 'PYTHONPATH' }],
            volumeMounts: [{ $patch: 'delete', mountPath: folder }],
          },
        ],
      },
    },
  },
};

async function rollOut(patch: object): Promise<void> {
  await kubectl(['patch', ...deployment, '--patch', JSON.stringify(patch)]);
  await kubectl(['rollout', 'status', ...deployment, '--timeout=180s']);
}

/** The pods of the API with the points, by a module of the tests: their image, probes and limits stay. */
export async function mountPoints(): Promise<void> {
  const data = {
    'kill_points.py': source('kill_points.py'),
    'sitecustomize.py': source('pod_points.py'),
  };
  const metadata = { name, namespace };
  await applyObjects([{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }]);
  await rollOut(mounted);
}

/** The Deployment is what its release made of it. */
export async function unmountPoints(): Promise<void> {
  await rollOut(takenAway);
  await kubectl(['delete', 'configmap', name, ...inNamespace, '--ignore-not-found']);
}
