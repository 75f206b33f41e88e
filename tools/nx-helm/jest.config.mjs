import { availableParallelism } from 'node:os';
import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'nx-helm',
  // Most of a spec's time is that of a program which it waits for; the default leaves one processor of two idle.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testMatch: ['<rootDir>/{src,packaging}/**/*.spec.ts'],
};
