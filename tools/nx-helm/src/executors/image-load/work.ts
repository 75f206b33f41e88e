import { readImage } from '../../image/image-description.ts';
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
  const started = Date.now();
  const outcome = await ensureLoaded(loader, reference, root, project);
  const durationSeconds = secondsSince(started);
  await writeReport(root, 'loads', project, { reference, action: outcome, durationSeconds });
  console.log(
    `${project}: ${reference} ${outcome === 'loaded' ? 'loaded' : 'is on the node already'}`,
  );
};
