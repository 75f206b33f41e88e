import type { Engine } from '../engine/engine.ts';
import { NxHelmError } from '../errors.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { openArchive } from '../image/open-archive.ts';
import type { Credentials } from './credentials.ts';
import type { Lookup } from './lookup-digest.ts';
import { lookupDigest } from './lookup-digest.ts';
import type { Registry } from './registry-name.ts';
import { repositoryName } from './registry-name.ts';

export interface PushRequest {
  readonly workspaceRoot: string;
  readonly image: ImageDescription;
  readonly registry: Registry;
  readonly credentials: Credentials | undefined;
  /** Asked for only if something has to be pushed, since a machine that only deploys needs none. */
  readonly selectEngine: () => Promise<Engine>;
}

export interface Pushed {
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
  const before = await look(request);
  if (before.found === 'yes') return { action: 'present', repository, digest: before.digest };
  refuseUnreachable(request, before);
  await push(request, `${repository}:${image.tag}`);
  const after = await look(request);
  if (after.found === 'yes') return { action: 'pushed', repository, digest: after.digest };
  throw new NxHelmError({
    code: 'NXHELM_PUSH_LOST',
    project: image.project,
    what: `the engine pushed ${repository}:${image.tag}, but the registry does not give its digest${after.found === 'no' ? '' : `: ${after.reason}`}`,
    command: `npx nx run ${image.project}:image-load`,
  });
}

function look({ registry, image, credentials }: PushRequest): Promise<Lookup> {
  return lookupDigest(registry, image.project, image.tag, credentials);
}

/** Pushing without knowing what is there could replace an image that runs by an equal one. */
function refuseUnreachable({ image, registry }: PushRequest, before: Lookup): void {
  if (before.found !== 'unknown') return;
  const insecure = registry.isInsecure ? '' : ' (https)';
  throw new NxHelmError({
    code: 'NXHELM_REGISTRY_UNREACHABLE',
    project: image.project,
    what: `the registry ${registry.host}${insecure} could not be asked for ${image.tag}: ${before.reason}`,
    command: `docker login ${registry.host} (or podman login); for a local registry without https set nxHelm.insecureRegistry: true in the environment's file`,
  });
}

async function push(request: PushRequest, target: string): Promise<void> {
  const { workspaceRoot, image, registry } = request;
  const engine = await request.selectEngine();
  if (!(await engine.hasImage(image.reference))) {
    const { bytes } = await openArchive(workspaceRoot, image.project);
    await engine.loadImage(bytes);
  }
  await engine.tagImage(image.reference, target);
  try {
    await engine.pushImage(target, registry.isInsecure);
  } finally {
    await engine.untagImage(target);
  }
}
