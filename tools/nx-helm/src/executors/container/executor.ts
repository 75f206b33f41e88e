import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { secondsSince, writeReport } from '../../base/task-reports.ts';
import { buildImage, ensureBaseImages, withTemporaryTag } from '../../image/build-image.ts';
import { refuseConfiguredProxies } from '../../image/docker-proxies.ts';
import { selectBuilder } from '../../image/engine.ts';
import { exportImage } from '../../image/export-image.ts';
import type { ImageDescription } from '../../image/image-description.ts';
import { imageFolder, megabytes } from '../../image/image-description.ts';
import { executorOfAny, projectRoot } from '../report.ts';

export interface ContainerOptions {
  readonly imagePrefix: string;
  readonly bases?: readonly string[];
  readonly context?: string;
  readonly file?: string;
  readonly network?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly secretFiles?: Readonly<Record<string, string>>;
}

export default executorOfAny<ContainerOptions>(async (options, context, project) => {
  const started = Date.now();
  refuseForeignNames(options, project);
  const engine = await selectBuilder(project, context.root);
  refuseConfiguredProxies(engine, project);
  const bases = await ensureBaseImages(engine, context.root, options.bases ?? []);
  const repository = `docker.io/${options.imagePrefix}/${project}`;
  const request = {
    context,
    project,
    file: join(context.root, options.file ?? join(projectRoot(context, project), 'Dockerfile')),
    folder: join(context.root, options.context ?? defaultContext(context, project)),
    network: options.network ?? 'none',
    buildContexts: bases.map(
      ({ project: base, reference }) =>
        `${options.imagePrefix}/${base}=docker-image://${reference}`,
    ),
    buildArguments: options.buildArguments ?? {},
    secretFiles: options.secretFiles ?? {},
  };
  const folder = imageFolder(context.root, project);
  await withTemporaryTag(engine, repository, context.root, async (reference) => {
    await buildImage(engine, { ...request, reference });
    const archive = engine.saveImage(reference);
    const image = await exportImage({ archive, repository, project, bases, folder });
    await engine.tagImage(reference, image.reference);
    await writeReport(context.root, 'builds', project, {
      reference: image.reference,
      builtAt: new Date(started).toISOString(),
      durationSeconds: secondsSince(started),
    });
    console.log(`${project}: ${image.reference} (${sizes(image)})`);
  });
});

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

/** A built project's image sees its output and nothing else. */
function defaultContext(context: ExecutorContext, project: string): string {
  const root = projectRoot(context, project);
  const output = join('dist', root);
  const targets = context.projectsConfigurations.projects[project]?.targets ?? {};
  const isBuilt = 'build' in targets || 'build-digest' in targets;
  return isBuilt && existsSync(join(context.root, output)) ? output : root;
}
