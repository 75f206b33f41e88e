import { roomRules } from '../rooms/rules.mjs';

/** The rooms of the plugin and the arrows between them, from the floor up. */
export const rooms = {
  base: [],
  cache: ['base'],
  cluster: ['base'],
  image: ['base'],
  assembly: ['base', 'image'],
  attestation: ['base', 'image'],
  chart: ['base', 'cluster', 'image'],
  release: ['base', 'cluster', 'image', 'attestation', 'chart'],
  change: ['base', 'cluster', 'image', 'chart', 'release'],
  inference: ['base', 'image', 'assembly', 'chart'],
  live: ['base', 'cluster', 'image', 'assembly', 'chart', 'release'],
  against: ['base', 'cluster', 'chart'],
  preview: ['base', 'cluster', 'image', 'chart', 'release', 'change'],
  generators: ['base', 'image', 'chart', 'inference'],
  executors: [
    ...['base', 'cache', 'cluster', 'image', 'assembly', 'attestation', 'chart', 'release'],
    ...['change', 'inference', 'live', 'against', 'preview'],
  ],
};

export default roomRules({
  rooms,

  entries: [
    '^src/index[.](mjs|ts)$',
    '^src/executors/([^/]+/(executor|batch)|hasher)[.]ts$',
    '^src/generators/[^/]+/generator[.]ts$',
    // Processes of their own.
    '^src/cache/forget-lost-records[.]mjs$',
    '^src/change/state-process[.]ts$',
    '^src/chart/helm-keeper[.]mjs$',
    '^src/image/run-probe/(main|ask)[.]mjs$',
    '^src/live/supervisor/supervisor[.]mjs$',
  ],
  exclude: ['/files/'],
});
