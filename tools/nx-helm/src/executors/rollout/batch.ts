import nodeModule from 'node:module';
import type { TaskGraphExecutor } from '@nx/devkit';
import type { RolloutOptions } from './options.ts';

/**
 * Lets Node keep the compiled code of a batch before it loads any: Nx starts a process for each
 * batch, and does so only in its own. Loading is then half of what it was, most of a no-op's work.
 */
export function lazyBatch<Options>(
  load: () => Promise<TaskGraphExecutor<Options>>,
): TaskGraphExecutor<Options> {
  return async (...given) => {
    // Not in Node before 22.8; where its folder cannot be written, Node goes on without.
    nodeModule.enableCompileCache?.();
    const run = await load();
    const ends = await run(...given);
    return Symbol.asyncIterator in ends ? keepingCompiled(ends) : ends;
  };
}

/** Nx kills the process of a batch that has ended, and Node writes its cache only when it exits itself. */
async function* keepingCompiled<End>(ends: AsyncIterable<End>): AsyncGenerator<End, undefined> {
  yield* ends;
  nodeModule.flushCompileCache?.();
  return undefined;
}

const batch = lazyBatch<RolloutOptions>(async () => {
  const [{ rollout }, { batchExecutor }, { reportBlocked, summarise }] = await Promise.all([
    import('./executor.ts'),
    import('../batch.ts'),
    import('./summary.ts'),
  ]);
  return batchExecutor({ start: rollout, onBlocked: reportBlocked, onEnd: summarise });
});

export default batch;
