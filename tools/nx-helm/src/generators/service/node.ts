import type { TargetConfiguration } from '@nx/devkit';
import { versions } from '../versions.ts';
import type { Service } from './generator.ts';
import type { Parts } from './parts.ts';

/** One file for each entry, with all that it imports: the image needs no node_modules. */
const bundle = 'esbuild --bundle --platform=node --target=node20 --format=cjs --log-level=warning';

export const typecheckTarget: TargetConfiguration = {
  executor: 'nx:run-commands',
  cache: true,
  inputs: ['{projectRoot}/**/*', '^production', { externalDependencies: ['typescript'] }],
  options: { command: 'tsc --project tsconfig.json --noEmit', cwd: '{projectRoot}' },
  metadata: { description: "Checks the project's types" },
};

/** Node's own test runner over bundled tests: it works on every version of Node. */
export function testTarget({ root }: Service): TargetConfiguration {
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

export function nodeParts(service: Service): Parts {
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
