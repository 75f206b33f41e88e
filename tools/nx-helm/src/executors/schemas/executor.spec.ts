import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chartOptions, createChartWorkspace } from '../../testing/chart-workspace.ts';
import { useTestCluster } from '../../testing/test-cluster.ts';
import { writeFiles } from '../../testing/workspace.ts';
import kubeconform from '../kubeconform/executor.ts';
import schemas from './executor.ts';

jest.setTimeout(60_000);

const kind = (group: string, version: string, name: string) => ({
  'x-kubernetes-group-version-kind': [{ group, version, kind: name }],
});
const text = { type: 'string' };
const meta = { $ref: '#/definitions/meta' };

/**
 * As an API server serves it, with a custom resource and with a definition that refers to itself.
 */
const openApi = {
  swagger: '2.0',
  info: { version: 'v1.34.4' },
  definitions: {
    meta: { type: 'object', properties: { name: text } },
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'string' },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
    port: {
      type: 'object',
      required: ['port'],
      properties: {
        port: { type: 'integer' },
        targetPort: { $ref: '#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString' },
      },
    },
    service: {
      type: 'object',
      ...kind('', 'v1', 'Service'),
      properties: {
        apiVersion: text,
        kind: text,
        metadata: meta,
        spec: {
          type: 'object',
          properties: { ports: { type: 'array', items: { $ref: '#/definitions/port' } } },
        },
      },
    },
    loop: { type: 'object', properties: { again: { $ref: '#/definitions/loop' } } },
    monitor: {
      type: 'object',
      ...kind('monitoring.coreos.com', 'v1', 'ServiceMonitor'),
      properties: {
        apiVersion: text,
        kind: text,
        metadata: meta,
        loop: { $ref: '#/definitions/loop' },
        spec: { type: 'object', required: ['path'], properties: { path: text } },
        open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: {} },
      },
    },
    options: {
      type: 'object',
      'x-kubernetes-group-version-kind': [
        { group: '', version: 'v1', kind: 'DeleteOptions' },
        { group: 'apps', version: 'v1', kind: 'DeleteOptions' },
      ],
    },
  },
};

const { environment, environmentsDirectory, programsDirectory } = chartOptions;
const options = {
  environment,
  environmentsDirectory,
  programsDirectory,
  schemasDirectory: '.nx-helm/schemas',
  contexts: 'test',
  namespace: 'acme',
};

let workspace: ReturnType<typeof createChartWorkspace>;
beforeEach(() => {
  workspace = createChartWorkspace({ 'openapi.json': JSON.stringify(openApi) });
});
afterEach(() => workspace.remove());

const made = (): string[] =>
  readdirSync(join(workspace.root, '.nx-helm/schemas/v1.34.4-standalone-strict')).toSorted();

async function check(manifests: string) {
  const forms = ['install', 'upgrade'].map(
    (form) => [`dist/manifests/app/${form}.yaml`, manifests] as const,
  );
  const fingerprint = { 'dist/manifests/app/fingerprint.json': JSON.stringify({ environment }) };
  writeFiles(workspace.root, { ...fingerprint, ...Object.fromEntries(forms) });
  return workspace.run(kubeconform, options);
}

describe('the schemas of a new workspace', () => {
  it('are made of an OpenAPI document, and kubeconform finds them', async () => {
    const result = await workspace.run(schemas, { ...options, openapi: 'openapi.json' });
    expect(result).toEqual({
      success: true,
      said: 'app: 2 schemas of Kubernetes 1.34.4 in .nx-helm/schemas/v1.34.4-standalone-strict',
    });
    expect(made()).toEqual(['service-v1.json', 'servicemonitor-monitoring-v1.json']);
    const right = [
      'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 80, targetPort: 8080 }, { port: 81, targetPort: null }] }\n',
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: a }\nspec: { path: /metrics }\nloop: { again: { again: null } }\nopen: { any: 1 }\n',
    ];
    expect(await check(right.join('---\n'))).toEqual({
      success: true,
      said: 'app: 2 objects fit Kubernetes 1.34.4',
    });
  });

  it('refuse fields that a type does not have, wrong types, and what is missing', async () => {
    await workspace.run(schemas, { ...options, openapi: 'openapi.json' });
    const wrong = [
      'apiVersion: v1\nkind: Service\nmetadata: { name: a, nme: a }\nspec: { ports: [{ port: "80" }, {}] }\n',
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: a }\nspec: {}\n',
    ];
    const { said } = await check(wrong.join('---\n'));
    for (const message of [
      "'nme' not allowed",
      'got string, want integer',
      "'/spec/ports/1': missing property 'port'",
      "missing property 'path'",
    ]) {
      expect(said).toContain(message);
    }
  });

  it('are those of the cluster, where no document is given', async () => {
    writeFiles(workspace.root, {
      'bin/kubectl': `#!/bin/sh\ncat ${join(workspace.root, 'openapi.json')}\n`,
    });
    chmodSync(join(workspace.root, 'bin/kubectl'), 0o755);
    useTestCluster(workspace.root, {});
    const result = await workspace.run(schemas, { ...options, programsDirectory: 'bin' });
    expect(result).toMatchObject({ success: true });
    expect(made()).toHaveLength(2);
  });

  it.each([
    [
      'another version',
      { info: { version: 'v1.35.1' } },
      /^NXHELM_SCHEMAS_VERSION: the cluster is Kubernetes v1\.35\.1, and the environment test renders for 1\.34\.4/,
    ],
    [
      'no definitions',
      { definitions: undefined },
      /^NXHELM_OPENAPI_UNREADABLE: .*no OpenAPI document of version 2/,
    ],
  ])(
    'are not made of a document with %s, and those that are there stay',
    async (_what, change, message) => {
      await workspace.run(schemas, { ...options, openapi: 'openapi.json' });
      writeFiles(workspace.root, { 'openapi.json': JSON.stringify({ ...openApi, ...change }) });
      const { success, said } = await workspace.run(schemas, {
        ...options,
        openapi: 'openapi.json',
      });
      expect(success).toBe(false);
      expect(said).toMatch(message);
      expect(made()).toHaveLength(2);
    },
  );

  it('are not made of a file that is not there', async () => {
    const { said } = await workspace.run(schemas, { ...options, openapi: 'absent.json' });
    expect(said).toMatch(/^NXHELM_OPENAPI_UNREADABLE: .*absent\.json is not there/);
    expect(existsSync(join(workspace.root, '.nx-helm'))).toBe(false);
  });
});
