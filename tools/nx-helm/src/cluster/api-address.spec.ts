import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeFiles } from '../testing/workspace.ts';
import { apiAddress } from './api-address.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'nx-helm-address-'))));
afterEach(() => rmSync(root, { recursive: true }));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const contexts = [{ name: 'minikube', context: { cluster: 'minikube', user: 'minikube' } }];
const clusters = [
  {
    name: 'minikube',
    cluster: { server: 'https://10.0.0.1:8443', 'certificate-authority': 'certificates/ca.crt' },
  },
];
const users = [
  {
    name: 'minikube',
    user: { 'client-certificate-data': base64('mine'), 'client-key': 'certificates/client.key' },
  },
];

function address(...configs: readonly object[]) {
  const files = configs.map((config, index) => {
    writeFiles(root, { [`${index}/config`]: stringify(config) });
    return join(root, String(index), 'config');
  });
  const found = apiAddress([join(root, 'none'), ...files], 'minikube');
  return found && Object.fromEntries(Object.entries(found).map(([k, v]) => [k, String(v)]));
}

describe('the address of an API server', () => {
  it('has certificates from the file and from those beside it', () => {
    writeFiles(root, { '0/certificates/ca.crt': 'authority', '0/certificates/client.key': 'key' });
    expect(address({ contexts, clusters, users })).toEqual({
      server: 'https://10.0.0.1:8443',
      ca: 'authority',
      cert: 'mine',
      key: 'key',
    });
  });

  it('is put together from several files, each with its own folder, of which the first decides', () => {
    writeFiles(root, { '1/certificates/ca.crt': 'authority', '1/certificates/client.key': 'key' });
    const other = [{ name: 'minikube', cluster: { server: 'https://other' } }];
    const found = address({ contexts }, { clusters, users }, { clusters: other });
    expect(found).toMatchObject({ server: 'https://10.0.0.1:8443', ca: 'authority', key: 'key' });
  });

  it.each([
    ['a certificate is not there', { contexts, clusters, users }],
    ['there is no such user', { contexts, clusters }],
    ['there is no such cluster', { contexts, users }],
    ['there is no such context', { clusters, users }],
    ['nothing is as it should be', { contexts: 'none', clusters: [1], users: {} }],
  ])('is unknown where %s', (_why, config) => {
    expect(address(config)).toBeUndefined();
  });
});
