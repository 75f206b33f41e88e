import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PlainObject } from './plain-objects.ts';
import { fileName, plainObjects } from './plain-objects.ts';
import { plainYaml } from './plain-yaml.ts';
import { renderedEnvironment } from './write.ts';

const object = (kind: string, more: object = {}): PlainObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'web', ...more },
});
const job = (image: string) => ({
  ...object('Job', { annotations: { 'helm.sh/hook': 'pre-install,pre-upgrade' } }),
  spec: { template: { spec: { containers: [{ image }] } } },
});

describe('plain objects (K7)', () => {
  it('have nothing of Helm, in pods neither', () => {
    const labels = {
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/name': 'web',
    };
    const annotations = { 'helm.sh/resource-policy': 'keep', 'checksum/config': 'abc' };
    const given = {
      ...object('Deployment', { labels, annotations }),
      spec: { template: { metadata: { labels, annotations: { 'helm.sh/hook': 'x' } } } },
    };
    const plain = { ...labels, 'app.kubernetes.io/managed-by': 'kubectl' };
    expect(plainObjects([given])).toEqual([
      {
        ...object('Deployment', { labels: plain, annotations: { 'checksum/config': 'abc' } }),
        spec: { template: { metadata: { labels: plain } } },
      },
    ]);
  });

  it('are hooks too, and no tests', () => {
    const test = object('Pod', { annotations: { 'helm.sh/hook': 'test' } });
    expect(plainObjects([test, job('a')]).map(({ kind }) => kind)).toEqual(['Job']);
  });

  it('have no empty list of rules, which kubectl would write anew each time', () => {
    const rules = { policyTypes: ['Ingress', 'Egress'], ingress: [{ ports: [] }] };
    const policy = { ...object('NetworkPolicy'), spec: { ...rules, egress: [] } };
    expect(plainObjects([policy])).toEqual([{ ...object('NetworkPolicy'), spec: rules }]);
  });

  it('are another Job for another image, whose name is as long as the content is', () => {
    const [one, same, other] = plainObjects([job('a'), job('a'), job('b')]);
    expect(one?.metadata.name).toMatch(/^web-[0-9a-f]{8}$/);
    expect(same?.metadata.name).toBe(one?.metadata.name);
    expect(other?.metadata.name).not.toBe(one?.metadata.name);
  });

  it('are applied in an order that works: the namespace first, the pods last', () => {
    const kinds = ['Deployment', 'Service', 'Namespace', 'Job', 'Role', 'HorizontalPodAutoscaler'];
    const names = plainObjects(kinds.map((kind) => ({ ...object(kind), spec: {} }))).map(fileName);
    expect(names.toSorted()).toEqual([
      '00-web-namespace.yaml',
      '10-web-role.yaml',
      '20-web-service.yaml',
      '30-web-job.yaml',
      '40-web-deployment.yaml',
      '50-web-horizontalpodautoscaler.yaml',
    ]);
  });
});

describe('their YAML', () => {
  it.each(['on', 'y', 'No', '0o440', '12e4567', '1e400', '.nan', '~', '8080', '', '2026-11-28'])(
    'quotes the text %j, which some reader takes for something else',
    (text) => {
      expect(plainYaml({ text })).toBe(`text: '${text}'\n`);
    },
  );

  it('keeps numbers, truths and programs over several lines', () => {
    const value = { port: 80, ready: true, command: ['sh', '-c', 'set -eu\n\necho "one: two"'] };
    const text = plainYaml(value);
    expect(parse(text)).toEqual(value);
    expect(text).toContain('port: 80\nready: true\n');
    expect(text).toContain('|-\n');
  });
});

describe('what was rendered last (K7)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is written for the environment that was asked for, and for no other', () => {
    expect(() => renderedEnvironment('prod', folder)).toThrow('has not been rendered');
    writeFileSync(join(folder, 'fingerprint.json'), '{ "environment": "minikube" }');
    expect(renderedEnvironment(undefined, folder).name).toBe('minikube');
    expect(renderedEnvironment('minikube', folder).name).toBe('minikube');
    expect(() => renderedEnvironment('prod', folder)).toThrow(/minikube, and not for prod/);
  });
});
