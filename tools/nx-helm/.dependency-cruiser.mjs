/**
 * The rooms of the plugin and the arrows between them, from the floor up. A room may import those
 * that are named behind it, types included, and no others.
 */
export const rooms = {
  base: [],
  cluster: ['base'],
  image: ['base'],
  chart: ['base', 'cluster', 'image'],
  release: ['base', 'cluster', 'image', 'chart'],
  change: ['base', 'cluster', 'image', 'chart', 'release'],
  inference: ['base', 'image', 'chart'],
  generators: ['base', 'image', 'chart', 'inference'],
  executors: ['base', 'cluster', 'image', 'chart', 'release', 'change', 'inference'],
};

const code = (room) => `^src/${room}/`;
const notTests = '[.]spec[.]ts$';
const entryPrograms = [
  '^src/index[.](mjs|ts)$',
  '^src/executors/([^/]+/(executor|batch)|hasher)[.]ts$',
  '^src/generators/[^/]+/generator[.]ts$',
  // Processes of their own.
  '^src/change/state-process[.]ts$',
  '^src/image/run-probe/(main|ask)[.]mjs$',
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle-of-files',
      comment: 'Move what both files need into one that neither imports.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circle-of-folders',
      comment: 'Move the file that closes the circle into the room on the lower floor.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `arrows-of-${room}`,
      comment: `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}.`,
      severity: 'error',
      from: { path: code(room), pathNot: notTests },
      to: {
        path: '^src/',
        pathNot: [room, ...allowed].map(code),
      },
    })),
    {
      name: 'no-unreachable-file',
      comment: 'Remove the file, or name it in executors.json or generators.json.',
      severity: 'error',
      from: { path: entryPrograms },
      to: { path: '^src/', pathNot: [notTests, ...entryPrograms], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/files/', '^src/testing/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
