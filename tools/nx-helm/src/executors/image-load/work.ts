import { join } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import { imageFolder, readImage } from '../../image/image-description.ts';
import { allowedContext } from '../../kubernetes/kube-context.ts';
import { ensureLoaded } from '../../loader/ensure-loaded.ts';
import { selectLoader } from '../../loader/select-loader.ts';
import { kubeconfigFiles } from '../../settings.ts';
import { secondsSince, writeReport } from '../../task-reports.ts';
import type { Work } from '../report.ts';

export interface ImageLoadOptions {
  readonly programsDirectory: string;
  readonly contexts: string;
}

export const imageLoad: Work<ImageLoadOptions> = async (options, { root }, project) => {
  const { reference } = readImage(root, project);
  const context = allowedContext(options.contexts, kubeconfigFiles(), project);
  const loader = selectLoader(root, options.programsDirectory, context, project);
  const archive = join(imageFolder(root, project), 'image.tar');
  const started = Date.now();
  const outcome = await ensureLoaded(loader, reference, archive);
  if (outcome === 'missing') {
    throw new NxHelmError({
      code: 'NXHELM_IMAGE_NOT_LOADED',
      project,
      what: `${loader.name} loaded the archive without an error, but ${reference} is not on the node`,
      command: `npx nx run ${project}:container --skip-nx-cache`,
    });
  }
  const durationSeconds = secondsSince(started);
  await writeReport(root, 'loads', project, { reference, action: outcome, durationSeconds });
  console.log(
    `${project}: ${reference} ${outcome === 'loaded' ? 'loaded' : 'is on the node already'}`,
  );
};
