import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { buildPackages, sourceFolder } from './build-package.ts';
import { packPackage } from './pack-package.ts';
import { entriesOf } from './entries.ts';

/** Inside the workspace, so that the built code finds the packages it depends on. */
const distFolder = join(sourceFolder, '..', '..', 'dist');
let folder: string;
let files: readonly string[];
let filesOfBase: readonly string[];

beforeAll(async () => {
  mkdirSync(distFolder, { recursive: true });
  folder = mkdtempSync(join(distFolder, '.nx-helm-package-'));
  await buildPackages(folder);
  files = (await packPackage(join(folder, 'nx-helm'), folder)).files;
  filesOfBase = (await packPackage(join(folder, 'base'), folder)).files;
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The code that people run, as it stands in the source. */
function sources(root = sourceFolder): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^src\/(testing|__fixtures__)\//.test(path) && !path.endsWith('.spec.ts'));
}

/** What the compiler makes of them. */
const compiled = (paths: readonly string[]): string[] =>
  paths.flatMap((path) => {
    if (path.endsWith('.mjs')) return [path.replace(/\.mjs$/, '.d.mts'), path];
    return path.endsWith('.ts')
      ? [path.replace(/\.ts$/, '.d.ts'), path.replace(/\.ts$/, '.js')]
      : [path];
  });

/** What a compiled file imports of the package itself, as paths in the package. */
function importsOf(path: string): string[] {
  const code = readFileSync(join(folder, 'nx-helm', path), 'utf8');
  const imported = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"'$\s]+)["']/g);
  return [...imported].map(([, specifier = '']) => posix.join(posix.dirname(path), specifier));
}

interface PublishedManifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

describe('the packed plugin', () => {
  it('holds exactly the compiled code with its types, the schemas, the templates and the texts', () => {
    const texts = ['CHANGELOG.md', 'ERRORS.md', 'LICENSE', 'README.md', 'REFERENCE.md'];
    expect(files).toEqual(
      [
        ...compiled(sources()),
        ...texts,
        'as-in-node_modules/executors.json',
        'generators.json',
        'package.json',
      ].toSorted(),
    );
  });

  it('has its base in a package of the same version, with all that the plugin imports', () => {
    const base = join(sourceFolder, '..', 'base');
    const texts = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    expect(filesOfBase).toEqual([...compiled(sources(base)), ...texts].toSorted());
    const [plugin, itsBase] = ['nx-helm', 'base'].map(
      (name) =>
        JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as PublishedManifest,
    );
    expect(plugin?.dependencies).toMatchObject({ '@taskora/base': itsBase?.version });
    expect(itsBase).toMatchObject({
      name: '@taskora/base',
      engines: { node: '>=20.19' },
      exports: { './*': { types: './src/*.d.ts', default: './src/*.js' } },
    });
    expect(Object.keys(itsBase ?? {})).not.toContain('private');
  });

  it('holds no tests, no helpers of tests and no TypeScript that would have to be compiled', () => {
    expect(files.filter((path) => /(^|\/)testing\/|\.spec\.(ts|js|d\.ts)$/.test(path))).toEqual([]);
    expect(files.filter((path) => /(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  it('imports only files that it has, those that are loaded late included', () => {
    const missing = files
      .filter((path) => /\.m?js$/.test(path))
      .flatMap((path) => importsOf(path).filter((imported) => !files.includes(imported)));
    expect(missing).toEqual([]);
  });

  it('has a manifest that can be published and leads to the compiled code', () => {
    const manifest = JSON.parse(
      readFileSync(join(folder, 'nx-helm', 'package.json'), 'utf8'),
    ) as PublishedManifest;
    expect(manifest.exports).toEqual({
      '.': { types: './src/index.d.mts', default: './src/index.mjs' },
      './package.json': './package.json',
      './executors.json': './as-in-node_modules/executors.json',
      './generators.json': './generators.json',
    });
    expect(manifest).toMatchObject({
      license: 'MIT',
      engines: { node: '>=20.19' },
      executors: './as-in-node_modules/executors.json',
      generators: './generators.json',
      peerDependencies: {
        '@nx-tools/nx-container': '^7.3.0',
        '@nx/devkit': '>=23.2.0 <24.0.0',
        nx: '>=23.2.0 <24.0.0',
      },
    });
    for (const field of ['private', 'scripts', 'devDependencies', 'repository']) {
      expect(Object.keys(manifest)).not.toContain(field);
    }
    expect(JSON.stringify(manifest)).not.toMatch(/(?<!\.d)\.ts"|https?:|file:|workspace:/);
  });

  it.each(['executors', 'generators'] as const)(
    'loads each of its %s in plain Node, without type stripping',
    (kind) => {
      const modules = entriesOf(kind).map(({ code }) => join(folder, 'nx-helm', `${code}.js`));
      const script = modules
        .map(
          (path) => `if (typeof require(${JSON.stringify(path)}).default !== 'function') throw 1;`,
        )
        .join('\n');
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--no-experimental-strip-types', '--eval', script],
        { encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([0, '']);
      expect(modules.length).toBeGreaterThan(3);
    },
    60_000,
  );

  it('is loaded by Nx as plain JavaScript, without type stripping', () => {
    const entry = join(folder, 'nx-helm', 'src', 'index.mjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--no-experimental-strip-types',
        '--eval',
        `process.stdout.write(require(${JSON.stringify(entry)}).name)`,
      ],
      { encoding: 'utf8' },
    );
    expect([stdout, stderr]).toEqual(['@taskora/nx-helm', '']);
  });

  it('knows in its own folder that it is installed and no source of the workspace', () => {
    const module = join(folder, 'nx-helm', 'src', 'inference', 'plugin-packages.js');
    const script = `process.stdout.write(JSON.stringify([
      require(${JSON.stringify(module)}).pluginSourceInputs('/elsewhere'),
      require(${JSON.stringify(module)}).pluginSourceInputs(${JSON.stringify(folder)})[0]]))`;
    const { stdout } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([[], '{workspaceRoot}/nx-helm/src/**/*']);
  });

  it('brings a schema and code for all that its JSON files name', () => {
    for (const { code, schemaFile } of [...entriesOf('executors'), ...entriesOf('generators')]) {
      expect(files).toContain(`${code}.js`.replace('./', ''));
      expect(files).toContain(schemaFile.replace('./', ''));
      expect(existsSync(join(folder, 'nx-helm', schemaFile))).toBe(true);
    }
  });
});
