/** A service with the overlay, by the language of its supervisor. */
export interface Subject {
  readonly release: string;
  /** A file of its sources, and a text that it has once. */
  readonly file: string;
  readonly text: string;
  /** The file of its image that has the text. */
  readonly path: string;
  /** Programs of the image, which has no shell; the file's path comes behind. */
  readonly read: readonly string[];
  readonly remove: readonly string[];
  /** Adds a line to a file. */
  readonly change: readonly string[];
  /** Removes the file and ends the first process of the container. */
  readonly removeAndEnd: readonly string[];
}

const python = (line: string): string[] => ['python3', '-c', `import os, sys; ${line}`];
const node = (line: string): string[] => [
  'node',
  '-e',
  `const fs = require('fs'); const [, path] = process.argv; ${line}`,
];

/** What is the same in each image with Node. */
const inNode = {
  read: node(`process.stdout.write(fs.readFileSync(path, 'utf8'))`),
  remove: node('fs.rmSync(path)'),
  removeAndEnd: node(`fs.rmSync(path); process.kill(1, 'SIGTERM')`),
};

export const subjects: readonly Subject[] = [
  {
    release: 'api',
    file: 'apps/api/src/taskora_api/http/probes.py',
    text: 'Say that the process is alive',
    path: '/app/src/taskora_api/http/probes.py',
    read: python('sys.stdout.write(open(sys.argv[1]).read())'),
    remove: python('os.remove(sys.argv[1])'),
    change: python('open(sys.argv[1], "a").write("# by somebody else\\n")'),
    removeAndEnd: python('os.remove(sys.argv[1]); os.kill(1, 15)'),
  },
  {
    release: 'ops',
    file: 'apps/ops/src/http/access.ts',
    text: 'this server answers who brings its token',
    path: '/app/server.mjs',
    ...inNode,
    change: node(`fs.appendFileSync(path, '// by somebody else\\n')`),
  },
  {
    release: 'web',
    file: 'apps/web/src/app/icon.svg',
    // In an attribute that no build reads. Of what Next.js builds its file alone has one name in every build.
    text: 'M7 12.5l3.5 3.5L17.5 8.5',
    path: '/app/apps/web/.next/server/app/icon.svg.body',
    ...inNode,
    change: node(`fs.appendFileSync(path, '<!-- by somebody else -->')`),
  },
];
