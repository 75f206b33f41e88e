import nodeModule from 'node:module';
import type { TaskGraphExecutor } from '@nx/devkit';
import type { RolloutOptions } from './options.ts';

/**
 * Lets Node keep the compiled code of a batch before it loads any: Nx starts a process for each
 * batch, and does so only in its own. Loading is then half of what it was, most of a no-op's work.
 */
const batch: TaskGraphExecutor<RolloutOptions> = async (...given) => {
  // Not in Node before 22.8; where its folder cannot be written, Node goes on without.
  nodeModule.enableCompileCache?.();
  const [{ rollout }, { batchExecutor }, { reportBlocked, summarise }] = await Promise.all([
    import('./executor.ts'),
    import('../batch.ts'),
    import('./summary.ts'),
  ]);
  const run = batchExecutor({ start: rollout, onBlocked: reportBlocked, onEnd: summarise });
  return run(...given);
};

export default batch;
