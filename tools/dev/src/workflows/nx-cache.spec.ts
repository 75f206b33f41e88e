import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { adoptNxDatabase, nameOfDatabase } from './nx-database.ts';
import { readWorkflow } from '../testing/workflow.ts';

const root = join(__dirname, '../../../..');
const action = readWorkflow(readFileSync(join(root, '.github/actions/prepare/action.yml'), 'utf8'));
const steps = action.runs?.steps ?? [];

/** The variables of Nx that the action sets for all steps after it. */
function variables(): Record<string, string> {
  const script = steps.map(({ run = '' }) => run).join('\n');
  const found = [...script.matchAll(/echo '(NX_\w+)=([^']*)' >> "\$GITHUB_ENV"/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
  return {
    ...Object.fromEntries(rest),
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    FORCE_COLOR: '0',
    ...own,
  };
}

const onAnotherMachine = join(root, 'tools/dev/src/testing/on-another-machine.ts');

/** The arguments that start a program where the machine has the number in this file. */
function otherMachine(number: string): readonly string[] {
  return ['--map-root-user', '--mount', process.execPath, onAnotherMachine, number];
}

/** A system may allow no mount namespace, and only Linux has any. */
const mayMount = (): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  try {
    const number = join(folder, 'number');
    writeFileSync(number, `${'d'.repeat(32)}\n`);
    const args = [...otherMachine(number), process.execPath, '--version'];
    return spawnSync('unshare', args).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

interface CachedWorkspace {
  readonly folder: string;
  /** How many tasks came out of the cache, on this machine or on one of another number. */
  hits(number?: string): string | undefined;
  /** What a workflow does with a cache that it restored. */
  adopt(number: string): string;
}

/** A workspace with one cached target. */
function createWorkspace(): CachedWorkspace {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'nx-cache-'));
  const lib = { name: 'lib', targets: { build: { command: 'echo built', cache: true } } };
  const nxJson = { neverConnectToCloud: true, analytics: false };
  writeFileSync(join(folder, 'nx.json'), JSON.stringify(nxJson));
  writeFileSync(join(folder, 'package.json'), '{ "name": "one" }');
  writeFileSync(join(folder, 'project.json'), JSON.stringify(lib));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const start = (number: string | undefined, args: readonly string[]): string => {
    const program = [process.execPath, ...args];
    const [command = '', ...rest] =
      number === undefined ? program : ['unshare', ...otherMachine(number), ...program];
    const options = { cwd: folder, env: environment(variables()), encoding: 'utf8' } as const;
    const { stdout, stderr } = spawnSync(command, rest, options);
    return stdout + stderr;
  };
  const hits = (number?: string): string | undefined =>
    /Cache:\s+(\d\/\d) hit/.exec(start(number, [nx, 'run', 'lib:build']))?.[1];
  const program = join(root, 'tools/dev/src/commands/adopt-nx-cache.ts');
  const adopt = (number: string): string =>
    start(number, [program, variables()['NX_WORKSPACE_DATA_DIRECTORY'] ?? 'not set']);
  return { folder, hits, adopt };
}

describe('the cache of Nx in a workflow (flow#3034, nx#28914)', () => {
  it('is kept where Nx says that it is, with the database that it is known by', () => {
    const paths = steps
      .filter(({ uses = '' }) => uses.startsWith('actions/cache@'))
      .flatMap((step) => String(step.with?.['path']).trim().split(/\s+/))
      .map((path) => resolve(root, path));
    const ask =
      "const c = require('nx/src/utils/cache-directory'); const { workspaceRoot } = require('nx/src/utils/workspace-root');" +
      "console.log(JSON.stringify([c.cacheDir, c.sharedDataDirectory(workspaceRoot, 'workspace-data')]))";
    const { stdout } = spawnSync(process.execPath, ['--eval', ask], {
      cwd: root,
      env: environment({ ...variables(), NX_WORKSPACE_ROOT_PATH: root }),
      encoding: 'utf8',
    });
    const asked = JSON.parse(stdout) as string[];
    expect(asked).toHaveLength(2);
    for (const folder of asked) expect(paths).toContain(folder);
  });

  it('is made usable on this machine after it was restored, and before Nx runs', () => {
    const restored = steps.findIndex(({ uses = '' }) => uses.startsWith('actions/cache@'));
    const scripts = steps.slice(restored).map(({ run = '' }) => run);
    expect(restored).toBeGreaterThanOrEqual(0);
    const folder = variables()['NX_WORKSPACE_DATA_DIRECTORY'] ?? 'not set';
    expect(scripts.join('\n').split('\n')).toContain(
      `node tools/dev/src/commands/adopt-nx-cache.ts ${folder}`,
    );
  });

  it('has hits on another machine than the one that filled it', () => {
    const { folder, hits } = createWorkspace();
    const data = join(folder, variables()['NX_WORKSPACE_DATA_DIRECTORY'] ?? 'not set');
    try {
      expect([hits(), hits()]).toEqual(['0/1', '1/1']);
      const own = nameOfDatabase();
      const foreign = own.replace(/^[^-]+/, 'f'.repeat(32));
      renameSync(join(data, own), join(data, foreign));
      expect(hits()).toBe('0/1');
      // As it is restored: only what the other machine had.
      rmSync(join(data, own));
      cpSync(join(data, foreign), join(data, foreign.replace('ffff', 'eeee')));
      expect(adoptNxDatabase(data)).toBe('adopted');
      expect(hits()).toBe('1/1');
      expect(readdirSync(data).filter((name) => name.endsWith('.db'))).toEqual([own]);
      expect(adoptNxDatabase(data)).toBe('own');
      expect(adoptNxDatabase(join(folder, 'nothing'))).toBe('none');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  (mayMount() ? it : it.skip)(
    'has hits on a second runner, whose machine has another number, and only when adopted there',
    () => {
      const { folder, hits, adopt } = createWorkspace();
      const [second, third] = ['b', 'c'].map((digit) => {
        const file = join(folder, `machine-${digit}`);
        writeFileSync(file, `${digit.repeat(32)}\n`);
        return file;
      });
      try {
        expect([hits(), hits()]).toEqual(['0/1', '1/1']);
        expect([hits(second), hits(second)]).toEqual(['0/1', '1/1']);
        expect(adopt(third ?? '')).toContain('the cache of another machine was adopted');
        expect(hits(third)).toBe('1/1');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    120_000,
  );
});
