import { UserError } from '@taskora/base/errors';
import { registryAuthFiles } from '../base/settings.ts';
import { openArchive } from './archive.ts';
import type { Engine } from './engine.ts';
import { selectEngine } from './engine.ts';
import type { ImageDescription } from './image-description.ts';

import { credentialsFor, reasonOf } from './registry-login.ts';
import type { Registry } from './registry.ts';
import type { Credentials } from './registry-request.ts';
import { authorise, registryTimeoutMilliseconds } from './registry-request.ts';
import { assertStoredContent } from './stored-content.ts';
import { repositoryName, repositoryPath, writePushedImage } from './registry.ts';

const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

type Lookup =
  | { readonly found: 'yes'; readonly digest: string }
  /** The registry answered, and does not have the tag. */
  | { readonly found: 'no' }
  /** It refused the request, or did not answer. */
  | { readonly found: 'unknown'; readonly reason: string };

/**
 * Asks a registry for the digest of a tag. Only this makes early cutoff possible: a content tag that
 * is there has the right content, whoever built and pushed it.
 */
export async function lookupDigest(
  registry: Registry,
  project: string,
  tag: string,
  credentials: Credentials | undefined,
): Promise<Lookup> {
  const path = repositoryPath(registry, project);
  const scheme = registry.isInsecure ? 'http' : 'https';
  const address = `${scheme}://${registry.host}/v2/${path}/manifests/${tag}`;
  try {
    const first = await head(address, undefined);
    const response =
      first.status === 401
        ? await head(address, await authorise(first, { path, credentials, actions: 'pull' }))
        : first;
    return parseLookup(response);
  } catch (error) {
    return { found: 'unknown', reason: reasonOf(error) };
  }
}

function parseLookup({ status, headers }: Response): Lookup {
  if (status === 404) return { found: 'no' };
  const digest = headers.get('docker-content-digest');
  if (status === 200 && digest !== null && /^sha256:[0-9a-f]{64}$/.test(digest)) {
    return { found: 'yes', digest };
  }
  return { found: 'unknown', reason: `it answered ${status}` };
}

function head(address: string, authorization: string | undefined): Promise<Response> {
  return fetch(address, {
    method: 'HEAD',
    headers: {
      accept: manifestTypes.join(', '),
      ...(authorization === undefined ? {} : { authorization }),
    },
    signal: AbortSignal.timeout(registryTimeoutMilliseconds),
  });
}

interface PushRequest {
  readonly workspaceRoot: string;
  readonly image: ImageDescription;
  readonly registry: Registry;
  readonly credentials: Credentials | undefined;
  /** Asked for only if something has to be pushed, since a machine that only deploys needs none. */
  readonly selectEngine: () => Promise<Engine>;
}

interface Pushed {
  readonly action: 'present' | 'pushed';
  /** With the registry, without tag and digest. */
  readonly repository: string;
  readonly digest: string;
}

/**
 * Makes sure that the registry has the image. If its content tag is there, that digest is the one to
 * run: an equal rebuild has other timestamps, so pushing it would give a new digest and roll pods.
 */
export async function ensurePushed(request: PushRequest): Promise<Pushed> {
  const { image, registry } = request;
  const repository = repositoryName(registry, image.project);
  const before = await askRegistry(request);
  if (before.found === 'yes') return { action: 'present', repository, digest: before.digest };
  refuseUnreachable(request, before);
  await push(request, `${repository}:${image.tag}`);
  const after = await askRegistry(request);
  if (after.found === 'yes') return { action: 'pushed', repository, digest: after.digest };
  throw new UserError(
    'NXHELM_PUSH_LOST',
    `the engine pushed ${repository}:${image.tag}, but the registry does not give its digest${after.found === 'no' ? '' : `: ${after.reason}`}`,
    `npx nx run ${image.project}:image-load`,
    { project: image.project },
  );
}

function askRegistry({ registry, image, credentials }: PushRequest): Promise<Lookup> {
  return lookupDigest(registry, image.project, image.tag, credentials);
}

/** Pushing without knowing what is there could replace an image that runs by an equal one. */
function refuseUnreachable({ image, registry }: PushRequest, before: Lookup): void {
  if (before.found !== 'unknown') return;
  const insecure = registry.isInsecure ? '' : ' (https)';
  throw new UserError(
    'NXHELM_REGISTRY_UNREACHABLE',
    `the registry ${registry.host}${insecure} could not be asked for ${image.tag}: ${before.reason}`,
    `docker login ${registry.host} (or podman login); for a local registry without https set nxHelm.insecureRegistry: true in the environment's file`,
    { project: image.project },
  );
}

async function push(request: PushRequest, target: string): Promise<void> {
  const { workspaceRoot, image, registry } = request;
  await assertStoredContent(workspaceRoot, image);
  const engine = await request.selectEngine();
  if (!(await engine.hasImage(image.reference))) {
    await engine.loadImage(await openArchive(workspaceRoot, image));
  }
  await engine.tagImage(image.reference, target);
  try {
    await engine.pushImage(target, registry.isInsecure);
  } finally {
    await engine.untagImage(target);
  }
}

/**
 * Pushes the image, and notes for the environment's releases by which digest they run it, unless what is there
 * is refused.
 */
export async function pushToRegistry(
  workspaceRoot: string,
  environment: string,
  registry: Registry,
  image: ImageDescription,
  refuse: (digest: string) => Promise<void>,
): Promise<Pushed['action']> {
  const { project, reference } = image;
  const { action, repository, digest } = await ensurePushed({
    workspaceRoot,
    image,
    registry,
    credentials: await credentialsFor(registry.host, registryAuthFiles()),
    selectEngine: () => selectEngine(project),
  });
  await refuse(digest);
  await writePushedImage(workspaceRoot, environment, project, { reference, repository, digest });
  return action;
}
