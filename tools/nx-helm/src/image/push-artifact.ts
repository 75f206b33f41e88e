import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { registryAuthFiles } from '../base/settings.ts';
import type { Credentials } from './registry-request.ts';
import { credentialsFor, reasonOf } from './registry-login.ts';
import { authorise, registryTimeoutMilliseconds } from './registry-request.ts';
import type { Registry } from './registry.ts';
import { repositoryPath } from './registry.ts';

/** An OCI image layout with one manifest, and the tags that name it in a registry. */
export interface LayoutPush {
  readonly registry: Registry;
  /** Below the registry's path. */
  readonly name: string;
  readonly layout: string;
  readonly manifest: Descriptor;
  readonly blobs: readonly Descriptor[];
  readonly tags: readonly string[];
  readonly project: string;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Pushes what the registry lacks; `present` where all tags name this very manifest already. */
export async function pushLayout(push: LayoutPush): Promise<'present' | 'pushed'> {
  const { registry, name, layout, manifest, blobs, tags } = push;
  try {
    const client = await createClient(push);
    const known = await Promise.all(tags.map((tag) => client.digestOf(tag)));
    if (known.every((digest) => digest === manifest.digest)) return 'present';
    for (const blob of blobs) {
      if (!(await client.hasBlob(blob.digest))) {
        await client.upload(blob.digest, readBlob(layout, blob.digest));
      }
    }
    // Only what is whole is named, by the tag that moves last.
    const text = readBlob(layout, manifest.digest);
    for (const tag of tags) await client.putManifest(tag, manifest.mediaType, text);
    return 'pushed';
  } catch (error) {
    throw new UserError(
      'NXHELM_ARTIFACT_NOT_PUSHED',
      `${registry.host}/${repositoryPath(registry, name)} did not take the artifact: ${reasonOf(error)}`,
      `docker login ${registry.host} (or podman login), then again; for a local registry without https set nxHelm.insecureRegistry: true in the environment's file`,
      { project: push.project, cause: error },
    );
  }
}

function readBlob(layout: string, digest: string): Buffer {
  return readFileSync(join(layout, 'blobs', ...digest.split(':')));
}

interface RegistryRequest {
  readonly method: 'HEAD' | 'POST' | 'PUT';
  readonly address: string;
  readonly type?: string;
  readonly body?: Buffer;
}

/** As much of the OCI distribution's protocol as a push needs. */
async function createClient({ registry, name, manifest }: LayoutPush) {
  const path = repositoryPath(registry, name);
  const base = `${registry.isInsecure ? 'http' : 'https'}://${registry.host}/v2/${path}`;
  const credentials: Credentials | undefined = await credentialsFor(
    registry.host,
    registryAuthFiles(),
  );
  let authorization: string | undefined;
  const once = ({ method, address, type, body }: RegistryRequest): Promise<Response> =>
    fetch(address, {
      method,
      headers: {
        accept: manifest.mediaType,
        ...(type === undefined ? {} : { 'content-type': type }),
        // An upload may go to a store of another host, whom the login is none of.
        ...(authorization === undefined || new URL(address).host !== registry.host
          ? {}
          : { authorization }),
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      signal: AbortSignal.timeout(registryTimeoutMilliseconds),
    });
  const send = async (request: RegistryRequest): Promise<Response> => {
    const first = await once(request);
    if (first.status !== 401) return first;
    authorization = await authorise(first, { path, credentials, actions: 'pull,push' });
    return once(request);
  };
  const must = async (request: RegistryRequest): Promise<Response> => {
    const response = await send(request);
    if (response.ok) return response;
    throw new Error(`it answered ${response.status} to ${request.method}`);
  };
  return {
    digestOf: async (tag: string): Promise<string | null> => {
      const response = await send({ method: 'HEAD', address: `${base}/manifests/${tag}` });
      return response.ok ? response.headers.get('docker-content-digest') : null;
    },
    hasBlob: async (digest: string): Promise<boolean> =>
      (await send({ method: 'HEAD', address: `${base}/blobs/${digest}` })).ok,
    upload: async (digest: string, body: Buffer): Promise<void> => {
      const begun = await must({ method: 'POST', address: `${base}/blobs/uploads/` });
      const place = new URL(begun.headers.get('location') ?? '', `${base}/`);
      place.searchParams.set('digest', digest);
      const type = 'application/octet-stream';
      await must({ method: 'PUT', address: place.href, type, body });
    },
    putManifest: async (tag: string, type: string, body: Buffer): Promise<void> => {
      await must({ method: 'PUT', address: `${base}/manifests/${tag}`, type, body });
    },
  };
}
