import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import type { Registry } from '../image/registry.ts';
import { parseRegistry } from '../image/registry.ts';
import { registryRequests } from '../image/registry-request.ts';
import { exportTestImage } from '../testing/export-test-image.ts';
import type { OciRegistry } from '../testing/oci-registry.ts';
import { startOciRegistry } from '../testing/oci-registry.ts';
import { attestImage, verifyImage } from './attested-image.ts';
import type { Statement } from './envelope.ts';
import { attest, checkAttestation } from './envelope.ts';
import { attachEnvelope, readEnvelopes, readManifest } from './referrers.ts';

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');

let root: string;
let server: OciRegistry;
let registry: Registry;
let image: ImageDescription;

const size = 2;
/** What an engine pushes: layers may be compressed anew, the configuration is the image's own. */
const manifestOf = (configDigest: string) => ({
  schemaVersion: 2,
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size },
  layers: [],
});
const ask = () =>
  registryRequests({ registry, project: 'api', credentials: undefined, actions: 'pull,push' });
const place = () => ({ registry, project: 'api' });

describe.each([true, false])(
  'an image in a registry that knows of referrers: %s',
  (hasReferrers) => {
    let digest: string;
    beforeEach(async () => {
      root = mkdtempSync(join(tmpdir(), 'nx-helm-attest-'));
      server = await startOciRegistry({ hasReferrers });
      registry = parseRegistry(`${server.host}/acme`, true, 'prod.yaml');
      const content = 'Package: libc6\nVersion: 2.41\n';
      const layer = [{ name: 'var/lib/dpkg/status.d/libc6', content }];
      image = await exportTestImage(root, 'api', { layers: [layer] });
      digest = server.putManifest('acme/api', image.tag, manifestOf(image.configDigest));
    });
    afterEach(async () => {
      await server.stop();
      rmSync(root, { recursive: true });
    });

    const attestBy = (key: typeof own.privateKey): Promise<void> =>
      attestImage({ ...place(), workspaceRoot: root, image, digest, key });

    it('is attested by the key that attested it, and by no other', async () => {
      expect(await verifyImage(place(), digest, own.publicKey)).toBe('not attested');
      await attestBy(own.privateKey);
      expect(await verifyImage(place(), digest, own.publicKey)).toBe('attested');
      expect(await verifyImage(place(), digest, other.publicKey)).toBe('attested by another key');
    });

    it('stays attested beside what others attach to it', async () => {
      await attestBy(other.privateKey);
      await attestBy(own.privateKey);
      await attachEnvelope(ask(), (await readManifest(ask(), digest)).descriptor, '{}');
      expect(await readEnvelopes(ask(), digest)).toHaveLength(3);
      expect(await verifyImage(place(), digest, own.publicKey)).toBe('attested');
    });

    it('has its bill of materials in the attestation, and its digest as before', async () => {
      await attestBy(own.privateKey);
      const [envelope = ''] = await readEnvelopes(ask(), digest);
      const { payload } = JSON.parse(envelope) as { payload: string };
      const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as Statement;
      expect(statement).toMatchObject({
        subject: [{ name: `${server.host}/acme/api`, digest: { sha256: digest.slice(7) } }],
        predicateType: 'https://cyclonedx.org/bom',
        predicate: { components: [{ purl: 'pkg:deb/debian/libc6@2.41?arch=all' }] },
      });
      const response = await ask()(`manifests/${image.tag}`, { method: 'HEAD' });
      expect(response.headers.get('docker-content-digest')).toBe(digest);
    });

    it('is not attested by what was said of another image', async () => {
      await attestBy(own.privateKey);
      const [envelope = ''] = await readEnvelopes(ask(), digest);
      const foreign = server.putManifest(
        'acme/api',
        'latest',
        manifestOf(`sha256:${'e'.repeat(64)}`),
      );
      await attachEnvelope(ask(), (await readManifest(ask(), foreign)).descriptor, envelope);
      expect(await verifyImage(place(), foreign, own.publicKey)).toBe('attested as another image');
    });

    it('is signed by nobody who did not build it, though its tag names the content', async () => {
      digest = server.putManifest('acme/api', image.tag, manifestOf(`sha256:${'e'.repeat(64)}`));
      await expect(attestBy(own.privateKey)).rejects.toThrow('NXHELM_IMAGE_UNATTESTED');
      expect(await readEnvelopes(ask(), digest)).toEqual([]);
    });
  },
);

describe('an attestation', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const subject = { repository: 'registry.example/acme/api', digest };
  const text = attest({ ...subject, predicateType: 'x', predicate: { a: 1 } }, own.privateKey);
  const envelope = JSON.parse(text) as { payload: string };
  const changed = (part: object): string => JSON.stringify({ ...envelope, ...part });
  const otherPayload = Buffer.from(envelope.payload, 'base64').toString().replace('"a":1', '"a":2');

  it.each([
    ['attested', text, subject],
    ['by another key', changed({ payload: Buffer.from(otherPayload).toString('base64') }), subject],
    ['by another key', changed({ signatures: [] }), subject],
    ['by another key', changed({ signatures: [{ sig: 1 }] }), subject],
    ['unreadable', changed({ payloadType: 'text/plain' }), subject],
    ['unreadable', '[', subject],
    ['unreadable', 'null', subject],
    ['of another image', text, { ...subject, digest: `sha256:${'b'.repeat(64)}` }],
    ['of another image', text, { ...subject, repository: 'registry.example/acme/web' }],
  ])('is %s', (is, given, asked) => {
    expect(checkAttestation(given, asked, own.publicKey).is).toBe(is);
  });
});
