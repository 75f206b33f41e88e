import type { Engine } from '../engine/engine.ts';
import type { Loader } from '../loader/loader.ts';

/** The engine's own store, looked at as a node's is. */
export function engineImages(engine: Engine): Pick<Loader, 'list' | 'remove' | 'usedBytes'> {
  return {
    list: () => engine.list(),
    remove: async (references) => {
      for (const reference of references) await engine.untagImage(reference);
    },
    usedBytes: () => Promise.resolve(undefined),
  };
}
