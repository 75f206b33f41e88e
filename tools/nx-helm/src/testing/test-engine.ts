import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { Engine } from '../image/engine.ts';

/** An engine that knows its images by name only. */
export function testEngine(references: readonly string[]): Engine {
  const names = new Set(references);
  return {
    name: 'docker',
    runMode: { kind: 'default' },
    buildEnvironment: {},
    ulimits: [],
    hasImage: (reference) => Promise.resolve(names.has(reference)),
    list: () => Promise.resolve([...names].map((reference) => ({ reference, sizeBytes: 1 }))),
    references: (pattern) =>
      Promise.resolve([...names].filter((name) => posix.matchesGlob(name, pattern))),
    loadImage: () => Promise.resolve(),
    saveImage: () => Readable.from([]),
    pushImage: () => Promise.resolve(),
    tagImage: (_from, to) => {
      names.add(to);
      return Promise.resolve();
    },
    untagImage: (reference) => {
      names.delete(reference);
      return Promise.resolve();
    },
  };
}
