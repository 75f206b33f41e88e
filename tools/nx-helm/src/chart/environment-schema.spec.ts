import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { readYaml } from '../base/read-yaml.ts';
import { writeFiles } from '../testing/workspace.ts';
import { readEnvironment } from './environment-file.ts';

const file = join(import.meta.dirname, 'environment.schema.json');
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-environment-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Whether a deploy takes the file; JSON is YAML too. */
function isTaken(document: unknown): boolean {
  writeFiles(root, { 'environments/prod.yaml': JSON.stringify(document) });
  try {
    readEnvironment(root, 'environments', 'prod', 'api');
    return true;
  } catch {
    return false;
  }
}

describe('the address of a preview (C3)', () => {
  const isTakenAs = (url: string): boolean =>
    isTaken({ nxHelm: { kubeVersion: '1.34.4', preview: { addresses: { web: { url } } } } });
  it.each([
    'https://pr-${pr}.example',
    'https://${pr}.example:8443/a',
    'http://localhost:${port}',
    'http://[::1]:${port}/a?b',
  ])('may be %s', (url) => {
    expect(isTakenAs(url)).toBe(true);
  });

  it.each([
    'https://shop.example/${pr}',
    'https://shop.example?${pr}',
    'https://${pr}@shop.example',
    'https://shop.example:${port}',
    'http://localhost:80/${port}',
    'http://localhost.example:${port}',
  ])('is not %s, which two previews or the base would have', (url) => {
    expect(isTakenAs(url)).toBe(false);
  });
});

const anything = fc.constantFrom<unknown>('', ' ', 'a', 'A b', 1, true, false, null, [], {}, ['a']);
const texts = fc.array(fc.constantFrom<unknown>('a', 'b.c/v1', '', 1), { maxLength: 3 });
const urls = fc.constantFrom<unknown>(
  ...['https://pr-${pr}.example', 'http://localhost:${port}', 'https://${pr} .example'],
  ...['https://example', 'ftp://${pr}', '${pr}', 1],
  ...['https://shop.example/${pr}', 'https://shop.example:${port}', 'https://a@b.example?${pr}'],
  ...['http://localhost:80/${port}', 'http://[::1]:${port}/a', 'https://${pr}.example:8443/a'],
);
const addresses = fc.record(
  {
    url: urls,
    value: fc.constantFrom<unknown>('global.urls.web', 'a', '', '.a', 'a..b', '1', 1, null),
    other: anything,
  },
  { requiredKeys: ['url'] },
);
const previews = fc.record(
  {
    hours: fc.constantFrom<unknown>(1, 72, 0, 1.5, '1', null),
    values: anything,
    releases: fc.oneof(fc.dictionary(fc.constantFrom('api', 'web'), anything), anything),
    addresses: fc.oneof(fc.dictionary(fc.constant('web'), addresses), anything),
    ingress: fc.oneof(
      fc.record(
        {
          className: anything,
          tlsSecret: anything,
          annotations: fc.oneof(fc.constant({ a: 'b' }), anything),
          other: anything,
        },
        { requiredKeys: [] },
      ),
      anything,
    ),
    quota: fc.oneof(fc.constantFrom<unknown>({ pods: '9' }, { pods: 9 }), anything),
    clusterDomain: fc.constantFrom<unknown>('cluster.local', 'k8s', 'A', '', 'a.', null),
    other: anything,
  },
  { requiredKeys: [] },
);
/** What each key may be given, right and wrong. */
const settings = fc.record(
  {
    kubeVersion: fc.oneof(fc.constant('1.34.4'), fc.constant('1.34.4'), anything),
    apiVersions: fc.oneof(texts, anything),
    contexts: fc.oneof(
      texts,
      fc.constantFrom<unknown>('minikube', 'one, two', 'one,', ',', ' , '),
      anything,
    ),
    cluster: anything,
    namespace: fc.oneof(fc.constantFrom('shop', 'Shop', 'a-', '-a', 'a'.repeat(64)), anything),
    registry: fc.oneof(
      fc.constantFrom(
        ...['localhost:5000/acme', 'registry.example', 'https://registry.example'],
        ...['registry.example/', 'registry.example/a__b/c-d', 'Registry.example', 'a:123456'],
      ),
      anything,
    ),
    insecureRegistry: anything,
    attestationKey: fc.oneof(fc.constantFrom('keys/prod.pub', ''), anything),
    protection: fc.oneof(
      fc.array(fc.constantFrom<unknown>('confirm', 'clean-tree', 'no-heal', 'confrim'), {
        maxLength: 3,
      }),
      anything,
    ),
    ignoredManagers: fc.oneof(texts, anything),
    releases: fc.oneof(fc.dictionary(fc.constantFrom('api', 'web'), anything), anything),
    preview: fc.oneof(previews, previews, anything),
    previewOf: fc.oneof(
      fc.record(
        {
          environment: fc.constantFrom<unknown>('prod', 1),
          namespace: fc.constant('shop'),
          pr: fc.constantFrom<unknown>(1, 12, 0, 1.5, '1'),
          secrets: fc.constantFrom<unknown>(true, false, 'no'),
          other: fc.constant(1),
        },
        { requiredKeys: ['environment', 'namespace', 'pr', 'secrets'] },
      ),
      anything,
    ),
    other: anything,
    kubeContexts: anything,
  },
  { requiredKeys: ['kubeVersion'] },
);

/** Most files have few keys, or nearly none of the generated ones would be right. */
const documents = fc
  .tuple(
    settings,
    fc.subarray(
      Object.keys(JSON.parse(readFileSync(file, 'utf8')).properties.nxHelm.properties as object),
      { maxLength: 3 },
    ),
    fc.boolean(),
  )
  .map(([all, kept, isWhole]) => ({
    global: { urls: {} },
    nxHelm: isWhole
      ? all
      : Object.fromEntries(
          Object.entries(all).filter(([key]) => key === 'kubeVersion' || kept.includes(key)),
        ),
  }));

describe('the schema of an environment (K5)', () => {
  it('takes a file exactly where a deploy does', () => {
    let taken = 0;
    fc.assert(
      fc.property(documents, (document) => {
        const isValid = validate(document);
        taken += Number(isValid);
        expect([document, isTaken(document)]).toEqual([document, isValid]);
      }),
      { numRuns: 600 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('is named by every environment of this workspace, and takes it', () => {
    const folder = resolve(import.meta.dirname, '../../../../infra/environments');
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${relative(folder, file)}`);
      expect([name, validate(readYaml(text, { duplicates: 'refused' })[0]?.value)]).toEqual([
        name,
        true,
      ]);
    }
  });
});
