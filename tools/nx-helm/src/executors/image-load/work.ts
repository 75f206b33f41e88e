import { secondsSince, writeReport } from '../../task-reports.ts';
import { dryRunMode } from '../dry-run-mode.ts';
import type { Work } from '../report.ts';
import type { ImageLoadOptions } from './deliver-image.ts';
import { deliverImage } from './deliver-image.ts';

export const imageLoad: Work<ImageLoadOptions> = async (options, context, project) => {
  const { root } = context;
  if (dryRunMode(undefined, context) !== undefined) {
    console.log(`${project}: a dry run loads nothing`);
    return;
  }
  const started = Date.now();
  const { reference, action, place } = await deliverImage(root, options, project);
  const durationSeconds = secondsSince(started);
  await writeReport(root, 'loads', project, { reference, action, durationSeconds });
  console.log(`${project}: ${reference} ${action === 'present' ? `is ${place} already` : action}`);
};
