import { UserError } from '@taskora/base/errors';
import { digestOf } from '../image/image-description.ts';
import type { RegistryRequest } from '../image/registry-request.ts';
import { envelopeMediaType } from './envelope.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const emptyType = 'application/vnd.oci.empty.v1+json';
const emptyConfig = '{}';
const imageManifestTypes = `application/vnd.docker.distribution.manifest.v2+json, ${manifestType}`;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
}

interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

interface Index {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
}

/** The bytes of the image's manifest are those that its digest names. */
export interface ImageManifest {
  readonly descriptor: Descriptor;
  readonly configDigest?: string;
}

export async function readManifest(ask: RegistryRequest, digest: string): Promise<ImageManifest> {
  const response = await ask(`manifests/${digest}`, { headers: { accept: imageManifestTypes } });
  const text = response.ok ? await response.text() : '';
  if (digestOf(text) !== digest) throw refused(`to give the manifest ${digest}`, response.status);
  const mediaType = response.headers.get('content-type') ?? manifestType;
  const { config } = JSON.parse(text) as Manifest;
  return {
    descriptor: { mediaType, digest, size: Buffer.byteLength(text) },
    ...(config === undefined ? {} : { configDigest: config.digest }),
  };
}

/** Stores an envelope as an artifact that refers to the image: the image and its digest stay as they are. */
export async function attachEnvelope(
  ask: RegistryRequest,
  subject: Descriptor,
  envelope: string,
): Promise<void> {
  const config = await pushBlob(ask, emptyType, emptyConfig);
  const layer = await pushBlob(ask, envelopeMediaType, envelope);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: envelopeMediaType,
    config,
    layers: [layer],
    subject,
  });
  const descriptor = {
    mediaType: manifestType,
    digest: digestOf(manifest),
    size: Buffer.byteLength(manifest),
    artifactType: envelopeMediaType,
  };
  const response = await ask(`manifests/${descriptor.digest}`, {
    method: 'PUT',
    headers: { 'content-type': manifestType },
    body: manifest,
  });
  if (!response.ok) throw refused('to take an attestation', response.status);
  // By this header a registry says that it knows of referrers; for any other the client keeps the list.
  if (response.headers.get('oci-subject') === null)
    await addToList(ask, subject.digest, descriptor);
}

async function pushBlob(
  ask: RegistryRequest,
  mediaType: string,
  text: string,
): Promise<Descriptor> {
  const digest = digestOf(text);
  const descriptor = { mediaType, digest, size: Buffer.byteLength(text) };
  if ((await ask(`blobs/${digest}`, { method: 'HEAD' })).ok) return descriptor;
  const begun = await ask('blobs/uploads/', { method: 'POST' });
  const location = begun.headers.get('location');
  if (!begun.ok || location === null) throw refused('to take a blob', begun.status);
  const response = await ask(`${location}${location.includes('?') ? '&' : '?'}digest=${digest}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: text,
  });
  if (!response.ok) throw refused('to take a blob', response.status);
  return descriptor;
}

/** The tag that the distribution specification names for registries without referrers. */
function listTag(digest: string): string {
  return digest.replace(':', '-');
}

async function addToList(
  ask: RegistryRequest,
  digest: string,
  descriptor: Descriptor,
): Promise<void> {
  const known = (await readIndex(ask, `manifests/${listTag(digest)}`)) ?? [];
  const index: Index = {
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [...known.filter((each) => each.digest !== descriptor.digest), descriptor],
  };
  const response = await ask(`manifests/${listTag(digest)}`, {
    method: 'PUT',
    headers: { 'content-type': indexType },
    body: JSON.stringify(index),
  });
  if (!response.ok) throw refused('to take the list of attestations', response.status);
}

/** All envelopes that refer to the image, whoever stored them. */
export async function readEnvelopes(ask: RegistryRequest, digest: string): Promise<string[]> {
  const listed =
    (await readIndex(ask, `referrers/${digest}`)) ??
    (await readIndex(ask, `manifests/${listTag(digest)}`)) ??
    [];
  const ours = listed.filter(({ artifactType }) => artifactType === envelopeMediaType);
  const texts = await Promise.all(ours.map((descriptor) => readEnvelope(ask, descriptor)));
  return texts.flat();
}

async function readIndex(
  ask: RegistryRequest,
  path: string,
): Promise<readonly Descriptor[] | undefined> {
  const response = await ask(path, { headers: { accept: indexType } });
  if (response.status === 404) return undefined;
  if (!response.ok) throw refused('to list attestations', response.status);
  return ((await response.json()) as Index).manifests;
}

async function readEnvelope(ask: RegistryRequest, { digest }: Descriptor): Promise<string[]> {
  const response = await ask(`manifests/${digest}`, { headers: { accept: manifestType } });
  if (!response.ok) return [];
  const { layers = [] } = (await response.json()) as Manifest;
  const found = await Promise.all(
    layers
      .filter(({ mediaType }) => mediaType === envelopeMediaType)
      .map(async (layer) => {
        const blob = await ask(`blobs/${layer.digest}`);
        return blob.ok ? [await blob.text()] : [];
      }),
  );
  return found.flat();
}

function refused(what: string, status: number): UserError {
  return new UserError(
    'NXHELM_ATTESTATION_REGISTRY',
    `the registry refused ${what} (it answered ${status})`,
    'docker login (or podman login) with the right to write, then the same command',
  );
}
