import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { currentContext } from './kubeconfig.ts';

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

  it('is none without a file, and none in a file without a current one', async () => {
    expect(await currentContext(sandbox.settings)).toBeUndefined();
    writeFileAt(`${folder()}/config`, 'apiVersion: v1\ncurrent-context: ""\ncontexts: null\n');
    expect(await currentContext(sandbox.settings)).toBeUndefined();
  });

  it('of Minikube is known by its extension, with its credentials', async () => {
    writeFileAt(`${folder()}/config`, config('some-profile'));
    writeFileAt(`${folder()}/ca.crt`, 'authority');
    writeFileAt(`${folder()}/client.key`, 'key');
    expect(await currentContext(sandbox.settings)).toEqual({
      name: 'some-profile',
      server: 'https://192.0.2.2:8443',
      isMinikube: true,
      certificateAuthority: Buffer.from('authority'),
      certificate: Buffer.from('certificate'),
      key: Buffer.from('key'),
    });
  });

  it('of another provider is not Minikube, even by the name', async () => {
    writeFileAt(`${folder()}/config`, config('minikube', 'cloud.example'));
    expect((await currentContext(sandbox.settings))?.isMinikube).toBe(false);
  });

  it('comes from the first file of several that names one', async () => {
    writeFileAt(`${folder()}/a`, 'apiVersion: v1\nclusters: []\n');
    writeFileAt(`${folder()}/b`, config('b'));
    writeFileAt(`${folder()}/c`, config('c'));
    const kubeconfigs = ['missing', 'a', 'b', 'c'].map((name) => `${folder()}/${name}`);
    expect((await currentContext({ ...sandbox.settings, kubeconfigs }))?.name).toBe('b');
  });

  it('is found in every form of YAML that a person may write', async () => {
    const text = `%YAML 1.2\n--- # mine\n${config('mine')}note: |\n  a: b\n  current-context: other\n`;
    const folded = text.replace('server: https:', 'server: >-\n      https:');
    writeFileAt(`${folder()}/config`, folded);
    expect(await currentContext(sandbox.settings)).toMatchObject({
      name: 'mine',
      server: 'https://192.0.2.2:8443',
      isMinikube: true,
    });
    writeFileAt(`${folder()}/config`, JSON.stringify({ 'current-context': 'json' }));
    expect((await currentContext(sandbox.settings))?.name).toBe('json');
  });

  it.each(['contexts: [', 'a: b: c\n', 'just text', '{"a": '])(
    'is refused with the name of a file that is broken: %j',
    async (text) => {
      writeFileAt(`${folder()}/config`, text);
      await expect(currentContext(sandbox.settings)).rejects.toThrow(
        /^KUBECONFIG_BROKEN: the kubeconfig .*\.kube\/config cannot be read.*Do: kubectl config view[^\n]*$/,
      );
    },
  );
});
