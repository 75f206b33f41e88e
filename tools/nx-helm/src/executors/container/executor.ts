import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { secondsSince, writeReport } from '../../base/task-reports.ts';
import { assemble } from '../../assembly/assemble.ts';
import { EngineNeeded } from '../../assembly/engine-needed.ts';
import {
  buildImage,
  ensureBaseImages,
  refuseMissingSources,
  withTemporaryTag,
} from '../../image/build-image.ts';
import { refuseConfiguredProxies } from '../../image/docker-proxies.ts';
import { selectBuilder } from '../../image/engine.ts';
import { exportImage, storeImage } from '../../image/export-image.ts';
import type { ImageDescription } from '../../image/image-description.ts';
import { imageFolder, megabytes } from '../../image/image-description.ts';
import { migrationDigest, noteMigrationDigest } from '../../image/migration-digest.ts';
import type { ContainerSources, Sources } from '../assembly-request.ts';
import { assemblyRequestOf, sourcesOf } from '../assembly-request.ts';
import { executorOfAny } from '../report.ts';

export interface ContainerOptions extends ContainerSources {
  readonly network?: string;
  readonly secretFiles?: Readonly<Record<string, string>>;
  readonly migrations?: readonly string[];
  readonly builder?: 'auto' | 'engine';
}

export default executorOfAny<ContainerOptions>(async (options, context, project) => {
  const started = Date.now();
  refuseForeignNames(options, project);
  const sources = sourcesOf(options, context, project);
  refuseMissingSources(sources);
  const target = {
    project,
    repository: `docker.io/${options.imagePrefix}/${project}`,
    folder: imageFolder(context.root, project),
  };
  const { folder } = sources;
  const migrating = { project, folder, paths: options.migrations ?? [] };
  const digest = await migrationDigest(migrating);
  const image =
    (await assembledImage(options, context, sources, target)) ??
    (await builtImage(options, context, sources, target));
  // What changed meanwhile may be in the image or not, so then it is not known what it migrates.
  if (digest !== undefined && digest === (await migrationDigest(migrating))) {
    await noteMigrationDigest(context.root, image, digest);
  }
  await writeReport(context.root, 'builds', project, {
    reference: image.reference,
    builtAt: new Date(started).toISOString(),
    durationSeconds: secondsSince(started),
  });
  console.log(`${project}: ${image.reference} (${sizes(image)})`);
});

interface Target {
  readonly project: string;
  readonly repository: string;
  readonly folder: string;
}

/** Without an engine, where the Dockerfile allows it; says why where it does not. */
async function assembledImage(
  options: ContainerOptions,
  context: ExecutorContext,
  sources: Sources,
  target: Target,
): Promise<ImageDescription | undefined> {
  if (options.builder === 'engine') return undefined;
  const { project } = sources;
  const request = assemblyRequestOf(options, context, sources);
  const { bases } = request;
  try {
    const assembled = await assemble(request);
    return await storeImage({ ...target, bases }, (received) => assembled.write(received));
  } catch (error) {
    if (!(error instanceof EngineNeeded)) throw error;
    console.log(`${project}: built by an engine, because of ${error.message}`);
    return undefined;
  }
}

async function builtImage(
  options: ContainerOptions,
  context: ExecutorContext,
  sources: Sources,
  target: Target,
): Promise<ImageDescription> {
  const { project } = sources;
  const engine = await selectBuilder(project, context.root);
  refuseConfiguredProxies(engine, project);
  const bases = await ensureBaseImages(engine, context.root, options.bases ?? []);
  const request = {
    ...sources,
    context,
    network: options.network ?? 'none',
    buildContexts: bases.map(
      ({ project: base, reference }) =>
        `${options.imagePrefix}/${base}=docker-image://${reference}`,
    ),
    buildArguments: options.buildArguments ?? {},
    secretFiles: options.secretFiles ?? {},
  };
  return withTemporaryTag(engine, target.repository, context.root, async (reference) => {
    await buildImage(engine, { ...request, reference });
    const archive = engine.saveImage(reference);
    const image = await exportImage({ ...target, archive, bases });
    await engine.tagImage(reference, image.reference);
    return image;
  });
}

/** What it is on a node, and what it takes here besides its base images. */
function sizes({ sizeBytes, layers }: ImageDescription): string {
  const own = layers.filter(({ from }) => from === undefined);
  const storedBytes = own.reduce((sum, layer) => sum + layer.sizeBytes, 0);
  return `${megabytes(sizeBytes)} unpacked, ${megabytes(storedBytes)} stored`;
}

const namePart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const prefixPattern = new RegExp(`^${namePart}(?:/${namePart})*$`);
const projectPattern = new RegExp(`^${namePart}$`);

/** Names become parts of references and paths, so they may be names only. */
function refuseForeignNames({ imagePrefix, bases = [] }: ContainerOptions, project: string): void {
  const wrong = [
    ...(prefixPattern.test(imagePrefix) ? [] : [imagePrefix]),
    ...bases.filter((base) => !projectPattern.test(base)),
  ][0];
  if (wrong === undefined) return;
  throw new UserError(
    'NXHELM_IMAGE_NAME',
    `${JSON.stringify(wrong)} cannot be a part of an image's name`,
    `use lower-case letters, digits and single hyphens: npx nx show project ${project}`,
    { project },
  );
}
