import { secondsSince, writeReport } from '../../task-reports.ts';
import type { Work } from '../report.ts';
import type { ImageLoadOptions } from './deliver-image.ts';
import { deliverImage } from './deliver-image.ts';

export const imageLoad: Work<ImageLoadOptions> = async (options, { root }, project) => {
  const started = Date.now();
  const { reference, action, place } = await deliverImage(root, options, project);
  const durationSeconds = secondsSince(started);
  await writeReport(root, 'loads', project, { reference, action, durationSeconds });
  console.log(`${project}: ${reference} ${action === 'present' ? `is ${place} already` : action}`);
};
