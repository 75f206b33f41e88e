import { diffManifests, formatDiff, podsRestart } from './manifest-diff.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ClusterIP\n';
const deployment = (image: string, replicas = 1): string =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: web }',
    `spec: { replicas: ${replicas}, template: { spec: { containers: [{ name: web, image: ${image} }] } } }`,
  ].join('\n');
const secret = (value: string): string =>
  `kind: Secret\nmetadata: { name: keys, annotations: { kept: '${value}' } }\nstringData: { token: '${value}', other: same }\n`;
const all = (...documents: string[]): string => documents.join('\n---\n');

describe('the difference of two renders', () => {
  it('is empty for equal objects, in whatever order of objects and keys they are written', () => {
    const other =
      'kind: Service\nspec: { type: ClusterIP }\nmetadata: { name: web }\napiVersion: v1\n';
    const before = all(service, deployment('a'));
    expect(diffManifests(before, all(deployment('a'), service))).toEqual([]);
    const [rewritten] = diffManifests(service, other);
    expect(rewritten?.change).toBe('changed');
    expect(podsRestart(service, other)).toEqual([]);
  });

  it('names added, removed and changed objects, with the lines that differ', () => {
    const diffs = diffManifests(all(service, deployment('a')), all(deployment('b'), secret('x')));
    expect(diffs.map(({ id, change }) => [id, change])).toEqual([
      ['Deployment/web', 'changed'],
      ['Secret/keys', 'added'],
      ['Service/web', 'removed'],
    ]);
    expect(diffs[0]?.lines).toEqual(
      expect.arrayContaining(['-        - image: a', '+        - image: b']),
    );
    expect(formatDiff(diffs)).toContain('~ Deployment/web (changed)\n@@ ');
  });

  it('shows of a Secret which key changed, and no value, wherever one stands', () => {
    const text = formatDiff(diffManifests(secret('swordfish'), secret('trout')));
    expect(text).toMatch(/- {2}token: \(hash [0-9a-f]{8}\)/);
    expect(text).not.toMatch(/swordfish|trout|-\s+other/);
  });

  it('shows nothing of a Secret that is new, in a list, or whose comment changed', () => {
    const list = `kind: List\nitems:\n  - { kind: Secret, metadata: { name: keys }, data: { token: c3dvcmRmaXNo } }\n`;
    const commented = `# swordfish\n${secret('same')}`;
    const texts = [diffManifests('', list), diffManifests(secret('same'), commented)].map(
      formatDiff,
    );
    expect(texts.join()).not.toMatch(/c3dvcmRmaXNo|swordfish/);
    expect(texts[0]).toContain('+ Secret/keys (added)');
  });

  it('shows nothing of a Secret that stands in one list with other objects', () => {
    const list = (value: string): string =>
      `kind: List\nitems:\n  - { kind: Secret, metadata: { name: keys }, data: { token: ${value} } }\n` +
      '  - { kind: Service, metadata: { name: web } }\n';
    const diffs = diffManifests(list('c3dvcmRmaXNo'), list('dHJvdXQ='));
    expect(diffs.map(({ id }) => id)).toEqual(['Secret/keys']);
    expect(formatDiff(diffs)).not.toMatch(/c3dvcmRmaXNo|dHJvdXQ=/);
  });

  it('distinguishes a text from the boolean or number of the same form', () => {
    const map = (value: string): string =>
      `kind: ConfigMap\nmetadata: { name: a }\ndata: { v: ${value} }\n`;
    const lines = (before: string, after: string) =>
      diffManifests(map(before), map(after)).flatMap(({ lines: each }) => each);
    expect(lines('"yes"', 'yes')).toEqual(expect.arrayContaining(['-  v: "yes"', '+  v: true']));
    expect(lines('"0440"', '0440')).toEqual(expect.arrayContaining(['-  v: "0440"', '+  v: 288']));
    expect(lines('12e4567', '12e4568')).toEqual(
      expect.arrayContaining(['-  v: "12e4567"', '+  v: "12e4568"']),
    );
  });

  it('counts a comment of a template, because Helm stores it with the release', () => {
    const [diff] = diffManifests(service, service.replace('spec:', '# for the browser\nspec:'));
    expect(diff?.lines.some((line) => line.startsWith('+') && line.includes('browser'))).toBe(true);
  });

  it('refuses what is no YAML with a code', () => {
    expect(() => diffManifests(service, 'kind: [')).toThrow('NXHELM_MANIFEST_UNREADABLE');
  });
});

describe('the pods that restart (N3)', () => {
  it('are those of a workload whose pod template differs', () => {
    expect(podsRestart(deployment('a'), deployment('b'))).toEqual(['Deployment/web']);
  });

  it('are none when only the count, another object or the presence of the workload changes', () => {
    expect(podsRestart(deployment('a'), all(deployment('a', 3), service))).toEqual([]);
    expect(podsRestart(service, deployment('a'))).toEqual([]);
    expect(podsRestart(deployment('a'), service)).toEqual([]);
  });
});
