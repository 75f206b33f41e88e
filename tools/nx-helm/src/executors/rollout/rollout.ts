import type { BatchTask } from '../batch.ts';
import { batchExecutor } from '../batch.ts';
import { ofEnvironment, refuseUnknownEnvironment } from '../environment-asked.ts';
import type { Work } from '../report.ts';
import { refuseBadOptions, refuseBadRun } from './checked-run.ts';
import { deployRelease } from './helm-deploy.ts';
import { loadImage } from './image-load.ts';
import type { RolloutOptions } from './options.ts';
import { reportBlocked, summarise } from './summary.ts';

/**
 * The two steps that change a cluster are one executor, because Nx hands tasks of one executor to
 * one process, and a process costs more than what a step does where nothing changed.
 */
export function rollout(batch: readonly BatchTask<RolloutOptions>[] = []): Work<RolloutOptions> {
  const load = loadImage();
  const deploy = deployRelease(
    batch.filter(({ options }) => options.step === 'helm-deploy').map(({ project }) => project),
  );
  return async (given, context, project) => {
    refuseBadRun(context, project);
    refuseUnknownEnvironment(context, project);
    refuseBadOptions(given, project, context.targetName ?? given.step);
    const options = ofEnvironment(given, context, project);
    await (options.step === 'image-load'
      ? load(options, context, project)
      : deploy(options, context, project));
  };
}

export default batchExecutor({ start: rollout, onBlocked: reportBlocked, onEnd: summarise });
