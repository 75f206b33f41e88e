import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { childEnvironment, workspaceRoot } from '../environment.ts';

// Each rehearsal reads the whole workspace.
jest.setTimeout(180_000);

const version = '99.0.0';
const files = trackedFiles();
const manifests = files.filter((file) =>
  /^(?:(?:apps|libs|tools)\/[^/]+\/(?:package\.json|pyproject\.toml)|infra\/charts\/[^/]+\/Chart\.yaml)$/.test(
    file,
  ),
);
const charts = files.filter((file) => /^(?:apps|infra)\/.*\/Chart\.yaml$/.test(file));
/** The others are of what an image has, such as PostgreSQL. */
const productCharts = charts.filter((file) => !manifests.includes(file));
/** Whether what a chart deploys has the chart's version. */
const hasOneVersion = (file: string) =>
  productCharts.includes(file) || /^version: (.*)\nappVersion: \1$/m.test(read(file));
/** Of every chart, of what the product's charts deploy, and of the library chart in those that depend on it. */
const chartVersions = charts.flatMap((file) =>
  matches(read(file), hasOneVersion(file) ? /^ *(?:appV|v)ersion: (.+)$/gm : /^ *version: (.+)$/gm),
);

let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'taskora-release-'));
  for (const file of trackedFiles()) cpSync(join(workspaceRoot, file), join(clone, file));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(clone, 'node_modules'), 'junction');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: all of it');
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const deleted = execFileSync('git', ['ls-files', '--deleted', '-z'], { cwd: workspaceRoot });
  const isDeleted = new Set(deleted.toString().split('\0'));
  return execFileSync('git', args, { cwd: workspaceRoot, maxBuffer: 2 ** 24 })
    .toString()
    .split('\0')
    .filter((file) => !isDeleted.has(file));
}

function git(...args: string[]): void {
  const person = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  execFileSync('git', [...person, ...args], { cwd: clone });
}

/** What `nx release` says that it would do. */
function rehearse(...args: string[]): string {
  const nx = join(workspaceRoot, 'node_modules/nx/dist/bin/nx.js');
  // Its exit code is not checked: without a remote the changelog ends before the release on GitHub.
  const { stdout, stderr } = spawnSync(process.execPath, [nx, 'release', ...args, '--dry-run'], {
    cwd: clone,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: {
      ...childEnvironment(),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_WORKSPACE_ROOT_PATH: clone,
    },
  });
  return stripVTControlCharacters(`${stdout}\n${stderr}`);
}

function read(file: string): string {
  return readFileSync(join(workspaceRoot, file), 'utf8');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found).toSorted();
}

function projectOf(manifest: string): string {
  const text = read(join(dirname(manifest), 'project.json'));
  return (JSON.parse(text) as { readonly name: string }).name;
}

describe('a release', () => {
  it('gives each project with a manifest, its chart and its document the same version', () => {
    const output = rehearse('version', version);
    expect(matches(output, /Running release version for project: (\S+)/g)).toEqual(
      manifests.map(projectOf).toSorted(),
    );
    expect(matches(output, /^UPDATE (\S+)/gm)).toEqual(
      [...manifests, ...productCharts, 'apps/api/openapi.json'].toSorted(),
    );
    // Nothing else is written anew.
    const texts = manifests.filter((file) => !charts.includes(file));
    const versions = texts.length + 1 + chartVersions.length;
    expect(matches(output, /^([-+].*)$/gm)).toHaveLength(2 * versions);
    expect(output.match(new RegExp(`^\\+.*${version}`, 'gm'))).toHaveLength(versions);
  });

  const changelogs = [
    'CHANGELOG.md',
    ...manifests.map((file) => join(dirname(file), 'CHANGELOG.md')),
  ].toSorted();

  it('adds to the changelog of the workspace and of each project', () => {
    const output = rehearse('changelog', version);
    expect(matches(output, /^UPDATE (\S+)/gm)).toEqual(changelogs);
    expect(output).not.toContain('Thank You');
  });

  it.each(changelogs)('has the present version in %s', (file) => {
    const present = (JSON.parse(read('package.json')) as { readonly version: string }).version;
    expect(read(file)).toContain(`## ${present} (`);
  });
});

describe('the versions of the projects', () => {
  it('are one, also in every chart', () => {
    const texts = manifests.map(
      (file) => /^(?: {2}"version": |version = |version: )"?([^"\n]+)"?/m.exec(read(file))?.[1],
    );
    expect(charts.length).toBeGreaterThan(productCharts.length);
    expect(new Set([...texts, ...chartVersions]).size).toBe(1);
  });
});
