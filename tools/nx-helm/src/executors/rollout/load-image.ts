import { secondsSince, writeReport } from '../../task-reports.ts';
import { dryRunMode } from '../dry-run-mode.ts';
import type { Work } from '../report.ts';
import { deliverImage } from './deliver-image.ts';
import type { ImageLoadOptions } from './options.ts';
import { sharedLooks } from './shared-looks.ts';

/** For one image, or for those of a batch, which ask the nodes once what they have. */
export function loadImage(): Work<ImageLoadOptions> {
  const looks = sharedLooks<ReadonlySet<string>>();
  return async (options, context, project) => {
    const { root } = context;
    if (dryRunMode(undefined, context) !== undefined) {
      console.log(`${project}: a dry run loads nothing`);
      return;
    }
    const started = Date.now();
    const { reference, action, place } = await deliverImage(root, options, project, looks);
    const durationSeconds = secondsSince(started);
    await writeReport(root, 'loads', project, { reference, action, durationSeconds });
    const words = action === 'present' ? `is ${place} already` : action;
    console.log(`${project}: ${reference} ${words}`);
  };
}
