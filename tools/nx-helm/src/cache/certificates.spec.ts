import { generateKeyPairSync } from 'node:crypto';
import type { CacheServer } from '../testing/cache-server.ts';
import { startCacheServer } from '../testing/cache-server.ts';
import type { EncryptedServer } from '../testing/encrypted-server.ts';
import { startEncryptedServer } from '../testing/encrypted-server.ts';
import { createNxWorkspace } from '../testing/nx-workspace.ts';
import { certificateWarning, trustCertificateFile } from './certificates.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

const tokens = { read: 'a token to read with', write: 'a token to write with' };
const { privateKey } = generateKeyPairSync('ed25519');
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let plain: CacheServer;
let server: EncryptedServer;
let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
/** Certificates that the tests themselves were started with would be in the place of these. */
function build(variables: Readonly<Record<string, string>>): ReturnType<typeof workspace.nx> {
  const none = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '', SSL_CERT_DIR: '' };
  const cache = {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.address,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: tokens.write,
  };
  return workspace.nxWith({ ...none, ...cache, ...variables }, 'run', 'api:container');
}

const warning =
  /without the certificates of NODE_EXTRA_CA_CERTS\. .* SSL_CERT_FILE=\S+authority\.crt/;

describe('a remote cache whose certificate is of an authority of its own (nx#32234)', () => {
  beforeEach(async () => {
    plain = await startCacheServer(tokens);
    server = await startEncryptedServer(plain.address);
    workspace = await createNxWorkspace();
  });
  afterEach(async () => {
    await workspace.remove();
    await server.stop();
    await plain.stop();
  });

  it('is used by Nx with SSL_CERT_FILE', async () => {
    const { exitCode, said } = await build({ SSL_CERT_FILE: server.authority });
    expect([exitCode, plain.entries.size]).toEqual([0, 1]);
    expect(said).not.toMatch(warning);
  });

  it('is not reached by Nx with NODE_EXTRA_CA_CERTS, and the run says what to set', async () => {
    const { exitCode, said } = await build({ NODE_EXTRA_CA_CERTS: server.authority });
    expect(said).toMatch(warning);
    expect(said.search(warning)).toBeLessThan(said.indexOf('error sending request'));
    expect([exitCode === 0, plain.entries.size]).toEqual([false, 0]);
  });

  it.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])(
    'is used with %s where entries are signed',
    async (variable) => {
      const { exitCode, said } = await build({
        [variable]: server.authority,
        NX_HELM_CACHE_SIGNING_KEY: key,
      });
      expect(said).not.toMatch(warning);
      expect([exitCode, plain.entries.size]).toEqual([0, 1]);
    },
  );
});

it('is refused with a code where the file of certificates is not there', () => {
  const trust = (): void => trustCertificateFile({ certificateFile: '/none/ca.pem' });
  expect(trust).toThrow(/^NXHELM_CACHE_CERTIFICATES: .*Do: set SSL_CERT_FILE/);
});

describe('the warning about certificates', () => {
  const extraCertificates = '/etc/ca.pem';
  it.each([
    ['without more of them', { server: 'https://cache' }],
    ['without encryption', { server: 'http://cache', extraCertificates }],
    ['without a remote cache', { extraCertificates }],
    [
      'where Nx has them too',
      { server: 'https://cache', extraCertificates, certificateFolder: '/etc/ssl' },
    ],
  ])('is not given %s', (_where, settings) => {
    expect(certificateWarning(settings)).toBeUndefined();
  });
});
