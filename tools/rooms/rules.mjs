/**
 * The rules by which dependency-cruiser checks the rooms of a package: the folders of its `src` and the
 * arrows between them.
 *
 * @param {object} layout
 * @param {Readonly<Record<string, readonly string[]>>} [layout.rooms] each room with those that it may
 *   import, types included; without them only circles are refused
 * @param {readonly string[]} [layout.entries] patterns of the files that something outside `src` loads;
 *   without them a file that nothing imports is not refused
 * @param {readonly string[]} [layout.exclude] patterns of files that are no code of the package
 * @returns {import('dependency-cruiser').IConfiguration}
 */
export function roomRules({ rooms = {}, entries = [], exclude = [] }) {
  const filesOf = (room) => `^src/${room}/`;
  const tests = '[.]spec[.]tsx?$';
  const unreachableFile = {
    name: 'no-unreachable-file',
    comment: 'Remove the file, or name it where the package lists what is loaded from outside.',
    severity: 'error',
    from: { path: entries },
    to: { path: '^src/', pathNot: [tests, ...entries], reachable: false },
  };
  return {
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
        from: { path: filesOf(room), pathNot: tests },
        to: { path: '^src/', pathNot: [room, ...allowed].map(filesOf) },
      })),
      ...(entries.length === 0 ? [] : [unreachableFile]),
    ],
    options: {
      doNotFollow: { path: 'node_modules' },
      exclude: { path: ['^src/testing/', ...exclude] },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: 'tsconfig.json' },
      enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
    },
  };
}
