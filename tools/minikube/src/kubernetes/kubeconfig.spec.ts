import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { currentContext } from './kubeconfig.ts';
import { parseYaml } from './yaml.ts';

const config = (name: string, extension = 'minikube.sigs.k8s.io'): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority: ca.crt
    extensions:
    - extension:
        last-update: Sat, 21 Nov 2026 11:44:46 UTC
        provider: ${extension}
        version: v1.38.1
      name: cluster_info
    server: https://192.0.2.2:8443
  name: ${name}
contexts:
- context:
    cluster: ${name}
    namespace: default
    user: ${name}
  name: ${name}
current-context: ${name}
kind: Config
users:
- name: ${name}
  user:
    client-certificate-data: ${Buffer.from('certificate').toString('base64')}
    client-key: client.key
`;

describe('the current kube-context', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const folder = (): string => `${sandbox.folder}/home/.kube`;

  it('is none without a file, and none in a file without a current one', () => {
    expect(currentContext(sandbox.settings)).toBeUndefined();
    writeFileAt(`${folder()}/config`, 'apiVersion: v1\ncurrent-context: ""\ncontexts: null\n');
    expect(currentContext(sandbox.settings)).toBeUndefined();
  });

  it('of Minikube is known by its extension, with its credentials', () => {
    writeFileAt(`${folder()}/config`, config('some-profile'));
    writeFileAt(`${folder()}/ca.crt`, 'authority');
    writeFileAt(`${folder()}/client.key`, 'key');
    expect(currentContext(sandbox.settings)).toEqual({
      name: 'some-profile',
      server: 'https://192.0.2.2:8443',
      isMinikube: true,
      certificateAuthority: Buffer.from('authority'),
      certificate: Buffer.from('certificate'),
      key: Buffer.from('key'),
    });
  });

  it('of another provider is not Minikube, even by the name', () => {
    writeFileAt(`${folder()}/config`, config('minikube', 'cloud.example'));
    expect(currentContext(sandbox.settings)?.isMinikube).toBe(false);
  });

  it('comes from the first file of several that names one', () => {
    writeFileAt(`${folder()}/a`, 'apiVersion: v1\nclusters: []\n');
    writeFileAt(`${folder()}/b`, config('b'));
    writeFileAt(`${folder()}/c`, config('c'));
    const kubeconfigs = ['missing', 'a', 'b', 'c'].map((name) => `${folder()}/${name}`);
    expect(currentContext({ ...sandbox.settings, kubeconfigs })?.name).toBe('b');
  });
});

describe('YAML as kubeconfig files are written', () => {
  it.each([
    ['{"a": ["b"]}', { a: ['b'] }],
    [
      "a: \"x: y\"\nb: 'it''s' # note\nc: {}\nd: []\ne: null\nf:\ng: h#i\n",
      { a: 'x: y', b: "it's", c: {}, d: [], e: null, f: null, g: 'h#i' },
    ],
    [
      '# note\n---\nlist:\n  - one\n  - two: 2\n    three: 3\n  -\n    four: 4\nafter: x\n',
      { list: ['one', { two: '2', three: '3' }, { four: '4' }], after: 'x' },
    ],
    ['url: https://a:8443/b\n', { url: 'https://a:8443/b' }],
    ['', null],
  ])('%j', (text, expected) => {
    expect(parseYaml(text)).toEqual(expected);
  });
});
