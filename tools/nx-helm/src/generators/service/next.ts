import { createHash } from 'node:crypto';
import { versions } from '../versions.ts';
import type { Service } from './generator.ts';
import { testTarget, typecheckTarget } from './node.ts';
import type { Parts } from './parts.ts';

export function nextParts(service: Service): Parts {
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
