import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { run } from '../run.ts';

const folders = ['tools/dev/src', 'tools/bench/src'];

/** Names of the programs of a folder that is named from the workspace's root. */
const programsOf = (folder: string): string[] =>
  globSync(`${folder}/commands/*.ts`, { cwd: workspaceRoot, exclude: ['**/*.spec.ts'] });

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');

describe('the programs', () => {
  it.each(folders)('of %s are all in its commands', (folder) => {
    const starts = /\brunMain\(|\bprocess\.(argv|exitCode =)/;
    const files = globSync(`${folder}/**/*.ts`, { cwd: workspaceRoot });
    const programs = files.filter(
      (file) => !/\.spec\.ts$|__fixtures__|\/testing\//.test(file) && starts.test(read(file)),
    );
    expect(programs.filter((file) => !file.startsWith(`${folder}/commands/`))).toEqual([]);
  });

  it('are each started by a target, script, workflow, hook or another program', () => {
    const starters = [
      ...['package.json', '.ci/run', 'tools/dev/hooks/*'],
      ...['.github/**/*.yml', '{apps,infra,libs,tools}/**/project.json', 'tools/*/src/**/*.ts'],
    ].flatMap((pattern) =>
      globSync(pattern, { cwd: workspaceRoot, exclude: ['**/node_modules', '**/*.spec.ts'] }),
    );
    const texts = starters.map(read).join('\n');
    const programs = folders.flatMap(programsOf);
    expect(programs.length).toBeGreaterThan(20);
    const isStarted = (program: string): boolean =>
      texts.includes(program) || texts.includes(`commands/${program.split('/').at(-1)}'`);
    expect(programs.filter((program) => !isStarted(program))).toEqual([]);
  });
});

describe('a program of the workspace', () => {
  // Git starts it, and gives it nothing.
  const ofGit = 'tools/dev/src/commands/pre-commit.ts';

  it('parses what it is given, or refuses it', () => {
    const programs = folders.flatMap(programsOf).filter((program) => program !== ofGit);
    const reads = /\bparseArgs\(|\brefuseOptions\(|\bprocess\.argv\b/;
    expect(programs.filter((program) => !reads.test(read(program)))).toEqual([]);
  });

  it('says in one line that a folder is not there that the environment names', async () => {
    const path = join(import.meta.dirname, 'with-database.ts');
    const environment = { TMPDIR: '/taskora-no-such-folder' };
    const { exitCode, stderr } = await run(process.execPath, [path, 'true'], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^FILE_REFUSED: ENOENT: .*\/taskora-no-such-folder\/.* Do: .*TMPDIR.*\n$/,
    );
  });
});

describe('a command that takes some options', () => {
  it.each([
    ['../../../minikube/src/cli.ts', ['cluster-status', '--nonsense']],
    ['backup.ts', ['--nonsense']],
    ['status.ts', ['--nonsense']],
    ['restore.ts', ['--file=x', 'y']],
  ])('refuses another one in one line: %s %j', async (program, given) => {
    const path = join(import.meta.dirname, program);
    const { exitCode, stderr } = await run(process.execPath, [path, ...given]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^OPTION_UNKNOWN: Un\w+ (option|argument) .* Do: .*\n$/);
  });
});

describe('a restore', () => {
  it.each([
    [['--replace'], /^USAGE: no file was given\. Do: .*--file=FILE\.dump/],
    [['--file=x', '--scheduled'], /^USAGE: several backups were given\. Do: /],
    [['--s3=s3://bucket/x.dump'], /^S3_SETTINGS: AWS_ACCESS_KEY_ID is not set; .*\. Do: /],
  ])('of %j touches nothing and says what to give', async (given, complaint) => {
    const path = join(import.meta.dirname, 'restore.ts');
    const environment = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const { exitCode, stderr } = await run(process.execPath, [path, ...given], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(complaint);
  });
});

describe('a command that takes no options', () => {
  it.each([
    ['up', ['-c', 'prod'], 'npm run up'],
    ['test', ['--watch'], 'npm test'],
    ['dev', ['web'], 'npm run dev'],
  ])('does nothing where it is given some: %s %j', async (program, given, command) => {
    const path = join(import.meta.dirname, `${program}.ts`);
    const { exitCode, stderr } = await run(process.execPath, [path, ...given]);
    expect(exitCode).toBe(1);
    const what = `${command} takes no options, and was given ${given.join(' ')}`;
    expect(stderr).toBe(`OPTION_UNKNOWN: ${what}. Do: ${command}\n`);
  });
});
