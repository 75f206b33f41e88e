import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { chartTargets } from './chart-targets.ts';
import { imageTargets } from './image-targets.ts';
import { normaliseOptions } from './options.ts';
import { pluginSourceInputs } from './plugin-packages.ts';

const packageFolder = join(import.meta.dirname, '..', '..');

/** As Nx takes a list of inputs: what one names, a later one with `!` takes out again. */
function isInput(path: string, inputs: readonly unknown[]): boolean {
  return inputs
    .filter((input) => typeof input === 'string')
    .reduce((is, input) => {
      const isNegated = input.startsWith('!');
      const glob = input.replace(/^!/, '').replace('{workspaceRoot}/', '');
      return posix.matchesGlob(path, glob) ? !isNegated : is;
    }, false);
}

function cachedTargets(workspaceRoot: string) {
  const project = {
    root: 'apps/web',
    name: 'web',
    tags: ['deploy:helm'],
    targets: new Map([['build-digest', '@taskora/nx-helm:next-output']]),
    digestTargets: new Set<string>(),
    targetOptions: new Map<string, Record<string, unknown>>(),
    metadata: {},
  };
  const chart = {
    name: 'web',
    directory: 'apps/web/chart',
    isLibrary: false,
    localDependencies: [],
    declaredImages: undefined,
    isLive: false,
  };
  const common = { workspaceRoot, project, options: normaliseOptions() };
  const ofImage = imageTargets({ ...common, bases: [], isLoaded: true, environments: [] });
  const ofChart = chartTargets({
    ...common,
    chart,
    isLocked: true,
    libraryFolders: [],
    images: {},
    environments: [],
  });
  return Object.entries({ ...ofImage, ...ofChart }).filter(([, { cache }]) => cache === true);
}

describe("the plugin's own source (C4)", () => {
  const files = readdirSync(packageFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^src\/.*\.(ts|json)$|^[a-z]+\.json$/.test(path));
  const isRun = (path: string): boolean =>
    !/\.spec\.ts$|^src\/(testing|generators)\/|^(project|tsconfig|generators)/.test(path);

  it('is that of its base, too, in the same workspace', () => {
    const inputs = pluginSourceInputs(join(packageFolder, '..', '..'));
    const base = ['run.ts', 'system-error.mjs'].map((name) => `tools/base/src/${name}`);
    expect(base.map((path) => isInput(path, inputs))).toEqual([true, true]);
    expect(isInput('tools/base/src/run.spec.ts', inputs)).toBe(false);
  });

  it.each(cachedTargets(packageFolder))(
    'is as a whole an input of %s, without what only tests run',
    (_name, { inputs = [] }) => {
      expect(files.filter(isRun)).toContain('src/executors/container/schema.json');
      expect(files.filter((path) => isInput(path, inputs)).toSorted()).toEqual(
        files.filter(isRun).toSorted(),
      );
    },
  );

  it('is looked at for all six cached targets', () => {
    expect(cachedTargets(packageFolder).map(([name]) => name)).toEqual([
      'build-digest',
      'container',
      'sbom',
      'helm-lint',
      'helm-template',
      'kubeconform',
    ]);
  });

  it('is found where the plugin is one of several projects', () => {
    const workspaceRoot = join(packageFolder, '..', '..');
    expect(pluginSourceInputs(workspaceRoot)).toContain('{workspaceRoot}/tools/nx-helm/src/**/*');
  });

  it('is none where the plugin is installed elsewhere', () => {
    expect(pluginSourceInputs(join(packageFolder, 'docs'))).toEqual([]);
  });
});
