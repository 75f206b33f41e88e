import { createHash } from 'node:crypto';
import type { TargetConfiguration, Tree } from '@nx/devkit';
import { readNxJson } from '@nx/devkit';
import { versions } from '../workspace.ts';
import type { ServiceKind } from '../names.ts';

/** What a service's files and targets are made from. */
export interface Service {
  readonly name: string;
  readonly kind: ServiceKind;
  readonly root: string;
  readonly port: number;
  /** What stands behind FROM. */
  readonly from: string;
  readonly library: string | undefined;
}

/** One file for each entry, with all that it imports: the image needs no node_modules. */
const bundle = 'esbuild --bundle --platform=node --target=node20 --format=cjs --log-level=warning';

const typecheckTarget: TargetConfiguration = {
  executor: 'nx:run-commands',
  cache: true,
  inputs: ['{projectRoot}/**/*', '^production', { externalDependencies: ['typescript'] }],
  options: { command: 'tsc --project tsconfig.json --noEmit', cwd: '{projectRoot}' },
  metadata: { description: "Checks the project's types" },
};

/** Node's own test runner over bundled tests: it works on every version of Node. */
function testTarget({ root }: Service): TargetConfiguration {
  const output = `dist/tests/${root}`;
  return {
    executor: 'nx:run-commands',
    cache: true,
    inputs: ['{projectRoot}/**/*', '^production', { externalDependencies: ['esbuild'] }],
    options: {
      commands: [
        // A test that was deleted must not go on running.
        `node -e "fs.rmSync('${output}', { recursive: true, force: true })"`,
        `${bundle} ${root}/tests/*.spec.ts --outdir=${output} --out-extension:.js=.cjs`,
        `node --test ${output}/*.cjs`,
      ],
      parallel: false,
    },
    metadata: { description: "Runs the tests by Node's own test runner" },
  };
}

function nodeParts(service: Service): Parts {
  const { root } = service;
  const output = `dist/${root}`;
  const entries = `${root}/src/main.ts ${root}/src/healthcheck.ts`;
  const build = `${bundle} ${entries} --outdir=${output} --out-extension:.js=.cjs`;
  return {
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        dependsOn: ['^build'],
        inputs: [
          '{projectRoot}/src/**/*',
          '{projectRoot}/tsconfig.json',
          '^production',
          { externalDependencies: ['esbuild'] },
        ],
        outputs: ['{workspaceRoot}/dist/{projectRoot}'],
        options: { command: build },
        metadata: { description: 'Bundles the service: one file for each entry' },
      },
      typecheck: typecheckTarget,
      test: testTarget(service),
      dev: {
        executor: 'nx:run-commands',
        continuous: true,
        dependsOn: ['build'],
        options: {
          commands: [`${build} --watch=forever`, `node --watch ${output}/main.cjs`],
          parallel: true,
        },
        metadata: { description: 'Runs the service on this machine, reloading' },
      },
    },
    packages: {},
    devPackages: {
      '@types/node': versions.typesNode,
      esbuild: versions.esbuild,
      typescript: versions.typescript,
    },
    ignored: ['dist'],
  };
}

function nextParts(service: Service): Parts {
  const { root } = service;
  return {
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        dependsOn: ['^build'],
        inputs: [
          '{projectRoot}/src/**/*',
          '{projectRoot}/public/**/*',
          '{projectRoot}/{next.config.mjs,tsconfig.json}',
          '^production',
          { externalDependencies: ['next', 'react', 'react-dom'] },
        ],
        outputs: ['{projectRoot}/.next/standalone', '{projectRoot}/.next/static'],
        options: {
          command: `next build ${root}`,
          env: {
            NEXT_TELEMETRY_DISABLED: '1',
            NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: buildTimeKey(service.name),
          },
        },
        metadata: { description: "Makes Next's standalone output" },
      },
      'build-digest': {
        executor: '@taskora/nx-helm:next-output',
        cache: true,
        inputs: ['...', '{projectRoot}/healthcheck.mjs'],
        options: { extraFiles: { [`${root}/healthcheck.mjs`]: 'healthcheck.mjs' } },
      },
      typecheck: typecheckTarget,
      test: testTarget(service),
      dev: {
        executor: 'nx:run-commands',
        continuous: true,
        options: { command: `next dev ${root} --port ${service.port}` },
        metadata: { description: 'Runs the app on this machine, reloading' },
      },
    },
    packages: { next: versions.next, react: versions.react, 'react-dom': versions.react },
    devPackages: {
      '@types/node': versions.typesNode,
      '@types/react': versions.typesReact,
      '@types/react-dom': versions.typesReact,
      esbuild: versions.esbuild,
      typescript: versions.typescript,
    },
    ignored: ['dist', '.next', 'next-env.d.ts'],
  };
}

/**
 * Next draws this key anew for each build, so that no two outputs are equal. A constant ends that; it
 * protects nothing, and an app with server actions gets another one from a Secret when it runs.
 */
function buildTimeKey(name: string): string {
  return createHash('sha256').update(`build of ${name}`).digest('base64');
}

/** What a kind of service brings besides its files. */
interface Parts {
  readonly targets: Record<string, TargetConfiguration>;
  readonly packages: Readonly<Record<string, string>>;
  readonly devPackages: Readonly<Record<string, string>>;
  /** Lines for .gitignore. */
  readonly ignored: readonly string[];
}

export function partsOf(tree: Tree, service: Service): Parts {
  switch (service.kind) {
    case 'node':
      return withLint(tree, service, nodeParts(service));
    case 'next':
      return withLint(tree, service, nextParts(service));
    case 'fastapi':
      return fastapiParts(service);
  }
}

const configurations = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(
  (extension) => `eslint.config.${extension}`,
);

/** Where the workspace has ESLint; its own plugin for Nx infers the target by itself. */
function withLint(tree: Tree, { root }: Service, parts: Parts): Parts {
  const isInferred = (readNxJson(tree)?.plugins ?? []).some(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === '@nx/eslint/plugin',
  );
  const configuration = configurations.find((file) => tree.exists(file));
  if (isInferred || configuration === undefined) return parts;
  const lint: TargetConfiguration = {
    executor: 'nx:run-commands',
    cache: true,
    inputs: [
      '{projectRoot}/**/*',
      `{workspaceRoot}/${configuration}`,
      { externalDependencies: ['eslint'] },
    ],
    options: { command: `eslint ${root}` },
    metadata: { description: 'ESLint, by the rules of the workspace' },
  };
  return { ...parts, targets: { ...parts.targets, lint } };
}

function fastapiParts({ name, root, port }: Service): Parts {
  const packagesTool = `python3 ${root}/tools/build.py`;
  const local = `dist/packages-for-tests/${root}`;
  const environment = { PYTHONPATH: `${root}/src:${local}`, PYTHONDONTWRITEBYTECODE: '1' };
  const module = name.replaceAll('-', '_');
  return {
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        inputs: [
          '{projectRoot}/src/**/*',
          '!{projectRoot}/**/__pycache__/**/*',
          '{projectRoot}/tools/build.py',
          '{projectRoot}/requirements.lock',
          { runtime: 'uname -m || echo %PROCESSOR_ARCHITECTURE%' },
          { externalDependencies: [] },
        ],
        outputs: ['{workspaceRoot}/dist/{projectRoot}'],
        options: { command: `${packagesTool} image dist/${root}` },
        metadata: { description: "Locked packages and sources for the image's Python" },
      },
      'test-packages': {
        executor: 'nx:run-commands',
        cache: true,
        inputs: [
          '{projectRoot}/tools/build.py',
          '{projectRoot}/requirements.lock',
          { runtime: 'python3 --version' },
          { externalDependencies: [] },
        ],
        outputs: [`{workspaceRoot}/dist/packages-for-tests/{projectRoot}`],
        options: { command: `${packagesTool} tests ${local}` },
        metadata: { description: "Locked packages for this machine's Python" },
      },
      test: {
        executor: 'nx:run-commands',
        cache: true,
        dependsOn: ['test-packages'],
        inputs: [
          '{projectRoot}/{src,tests}/**/*',
          '!{projectRoot}/**/__pycache__/**/*',
          '{projectRoot}/requirements.lock',
          { runtime: 'python3 --version' },
          { externalDependencies: [] },
        ],
        options: {
          command: `python3 -m unittest discover --start-directory ${root}/tests`,
          env: environment,
        },
        metadata: { description: 'Starts the service and asks it, by unittest' },
      },
      dev: {
        executor: 'nx:run-commands',
        continuous: true,
        dependsOn: ['test-packages'],
        options: {
          command: `python3 -m uvicorn ${module}.app:app --reload --reload-dir ${root}/src --port ${port}`,
          env: environment,
        },
        metadata: { description: 'Runs the service on this machine, reloading' },
      },
    },
    packages: {},
    devPackages: {},
    ignored: ['dist', '__pycache__'],
  };
}
