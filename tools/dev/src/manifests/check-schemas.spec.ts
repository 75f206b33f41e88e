import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSchemas } from './check-schemas.ts';
import type { PlainObject } from './plain-objects.ts';
import { plainYaml } from './plain-yaml.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-schemas-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const object = (apiVersion: string, kind: string, spec: object): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  spec,
});
const operator = 'monitoring.coreos.com/v1';
const monitors = [
  object(operator, 'PodMonitor', { podMetricsEndpoints: [{ port: 'metrics' }] }),
  object(operator, 'PrometheusRule', { groups: [] }),
];

function check(objects: readonly PlainObject[]) {
  objects.forEach((each, index) => writeFileSync(join(folder, `${index}.yaml`), plainYaml(each)));
  return checkSchemas(folder, {
    kubeVersion: '1.34.4',
    objects,
    again: 'npx nx run infra:manifests',
  });
}

describe('the check of plain objects (K7)', () => {
  it('says which objects of the Prometheus operator it could not check, and checks the others', async () => {
    const service = object('v1', 'Service', { ports: [{ port: 80 }] });
    expect(await check([service, ...monitors])).toEqual(['PodMonitor web', 'PrometheusRule web']);
  });

  it.each([
    ['that does not fit', object('v1', 'Service', { ports: [{ prot: 80 }] })],
    ['of a kind that nobody knows', object('example.org/v1', 'Monitor', {})],
  ])('refuses one %s beside them', async (_what, wrong) => {
    await expect(check([...monitors, wrong])).rejects.toThrow(
      /^MANIFESTS_INVALID: .*infra:manifests$/s,
    );
  });
});
