import { join } from 'node:path';
import { readSources } from '../requirements/read-sources.ts';
import { linuxFiles, linuxFolders } from './linux-files.ts';
import { insteadOf, posixOnlyIn, type Rule } from './posix-only.ts';

const root = join(__dirname, '../../../..');
const isScript = (file: string) => /\.(?:tsx?|mjs)$/.test(file);
const isTest = (file: string) => /\.(?:spec|test|e2e)\.\w+$/.test(file);
const isInLinuxFolder = (file: string) =>
  Object.keys(linuxFolders).some((folder) => file.startsWith(`${folder}/`));

/** What a test writes down of Linux's places is what it gives to the code, and opens nothing. */
const isLeft = (file: string, rule: Rule) =>
  isInLinuxFolder(file) ||
  file in linuxFiles ||
  (rule === 'linux-path' && isTest(file)) ||
  (rule === 'process-group' && file === 'tools/base/src/run.ts');

describe('the sources (K8)', () => {
  let found: readonly { file: string; rule: Rule; line: number }[];
  beforeAll(async () => {
    const scripts = (await readSources(root)).filter(({ file }) => isScript(file));
    expect(scripts.length).toBeGreaterThan(1000);
    found = scripts.flatMap(({ file, text }) =>
      posixOnlyIn(file, text).map((fault) => ({ file, ...fault })),
    );
  });

  it('do nothing that one of Linux, macOS and Windows cannot do', () => {
    expect(
      found
        .filter(({ file, rule }) => !isLeft(file, rule))
        .map(({ file, line, rule }) => `${file}:${line} ${rule}: ${insteadOf[rule]}`),
    ).toEqual([]);
  });

  it('are called those of Linux only where they name its places', () => {
    const named = new Set(found.map(({ file }) => file));
    expect(Object.keys(linuxFiles).filter((file) => !named.has(file))).toEqual([]);
    expect(
      Object.keys(linuxFolders).filter(
        (folder) => ![...named].some((file) => file.startsWith(`${folder}/`)),
      ),
    ).toEqual([]);
  });
});

describe('what one system alone can do', () => {
  it.each<[Rule, string]>([
    ['shell', "spawn('a', [], { shell: true });"],
    ['shell', "await run('sh', ['-c', line]);"],
    ['shell', "startProgram('/bin/bash', args, {});"],
    ['script-as-program', "spawn('npm', ['install']);"],
    ['script-as-program', "execFileSync('npx', ['nx']);"],
    ['script-as-program', "spawnSync('node_modules/.bin/tsc', []);"],
    ['process-group', "process.kill(-pid, 'SIGKILL');"],
    ['address-as-path', "new URL('../', import.meta.url).pathname;"],
    ['path-as-import', "await import(join(folder, 'a.mjs'));"],
    ['path-separator', "process.env['PATH']?.split(':');"],
    ['home-variable', "process.env['HOME'];"],
    ['home-variable', 'process.env.HOME;'],
    ['user-number', 'process.getuid();'],
    ['link-kind', 'symlinkSync(target, path);'],
    ['link-kind', 'await symlink(target, path);'],
    ['linux-path', "readFileSync('/proc/self/stat');"],
    ['linux-path', 'readFileSync(`/proc/${pid}/stat`);'],
    ['linux-path', "const folder = '/tmp';"],
    ['linux-path', "const option = '--patch-file=/dev/stdin';"],
  ])('is found as %s in %s', (rule, text) => {
    expect(posixOnlyIn('a.ts', `// a line\n${text}\n`)).toEqual([{ rule, line: 2 }]);
  });

  it.each([
    "spawn('a', [], { shell: false });",
    "await run('nx', ['test']);",
    "process.kill(pid, 'SIGTERM');",
    "fileURLToPath(new URL('../', import.meta.url));",
    "new URL('https://example.org/a').pathname;",
    "await import(pathToFileURL(join(folder, 'a.mjs')).href);",
    "await import('./a.ts');",
    "time.split(':');",
    'process.getuid?.();',
    "symlinkSync(target, path, 'junction');",
    "const route = '/api/tmp';",
    "/** Reads /proc. */ const a = 'b';",
  ])('is not seen in %s', (text) => {
    expect(posixOnlyIn('a.ts', text)).toEqual([]);
  });
});
