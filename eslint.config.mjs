import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Which layer may import which: from the apps down to the libraries, and the tools apart from both, on their base. */
const boundaries = [
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:lib'] },
  { sourceTag: 'layer:lib', onlyDependOnLibsWithTags: ['layer:lib'] },
  { sourceTag: 'layer:ops', onlyDependOnLibsWithTags: ['layer:base', 'layer:lib', 'layer:ops'] },
  { sourceTag: 'layer:base', onlyDependOnLibsWithTags: ['layer:base'] },
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['layer:base', 'layer:tool'] },
  { sourceTag: 'layer:plugin', onlyDependOnLibsWithTags: ['layer:base'] },
  { sourceTag: 'layer:deployment', onlyDependOnLibsWithTags: ['layer:base', 'layer:deployment'] },
];

const environmentMessage =
  'Read settings from this project’s one configuration module, which parses the environment once.';

const restrictedImports = [
  {
    name: 'next/headers',
    importNames: ['draftMode'],
    message: 'Preview keys are made reproducible by the build, so draft mode would be open to all.',
  },
];

/**
 * The files that start programs; every other one asks `@taskora/base`. Outside of it there are: what runs
 * before the packages are installed or without the workspace, what needs a process that the base has no
 * form for, and the tests of whole programs.
 */
export const processStarters = [
  'libs/grammar/programs/reader-process.ts',
  'tools/base/src/identity.ts',
  'tools/base/src/processes.ts',
  'tools/base/src/run.ts',
  'tools/base/src/stream.ts',
  'tools/dev/setup/cluster.mjs',
  'tools/dev/setup/preflight.mjs',
  'tools/dev/setup/python.mjs',
  'tools/dev/setup/run.mjs',
  'tools/dev/setup/versions.mjs',
  'tools/dev/setup/workspace-node.mjs',
  'tools/dev/src/cluster/kubectl.ts',
  'tools/dev/src/hooks/staged-files.ts',
  'tools/dev/src/tasks/run-tasks.ts',
  'tools/minikube/preflight/question.mjs',
  'tools/nx-helm/src/cache/lost-records.ts',
  'tools/nx-helm/src/chart/helm-keeper.mjs',
  'tools/nx-helm/src/image/run-probe/ask.mjs',
  'tools/nx-helm/src/inference/project-files.ts',
  'tools/nx-helm/src/live/supervisor/supervisor.mjs',
  'infra/images/debian/src/machine.ts',
  'infra/images/debian/src/make-root.ts',
  'infra/charts/tests/src/api-server.ts',
  'infra/charts/tests/src/helm.ts',
];

const startersOfTests = [
  '**/*.{spec,e2e,test}.{ts,tsx,mjs}',
  '{apps/ops,tools/dev,tools/nx-helm}/src/**/testing/**',
  'tools/nx-helm/e2e/**',
  'tools/rooms/planted-copy.ts',
];

const startMessage =
  'Start programs with run or startProgram of @taskora/base; processStarters in eslint.config.mjs names the exceptions.';
const startPackages = ['node:child_process', 'child_process', 'tinyexec'];

const lateStarts = startPackages.map((name) => ({
  selector: `ImportExpression[source.value='${name}'], CallExpression[callee.name='require'][arguments.0.value='${name}']`,
  message: startMessage,
}));

/** Browsers have it on https and localhost alone; `node:crypto` never reaches one, so its import is free. */
const browserIds = [
  "MemberExpression[property.name='randomUUID']",
  "MemberExpression[property.value='randomUUID']",
  "ObjectPattern > Property[key.name='randomUUID']",
].map((selector) => ({
  selector,
  message:
    'Take newId of @taskora/api-client: browsers have randomUUID on https and localhost alone.',
}));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '**/.next',
      '**/.nx',
      '**/.venv',
      '**/.taskora',
      '**/next-env.d.ts',
      '**/*.gen.ts',
    ],
  },
  ...nx.configs['flat/base'],
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['after', 'before', 'beforeEach', 'describe', 'test'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [
            '^(\\.\\./)+(jest\\.preset|eslint\\.config)\\.mjs$',
            '^(\\.\\./)+(tools/)?rooms/(rules\\.mjs|(language|planted-copy)\\.ts)$',
            // The set-up runs before npm has linked the packages of the workspace.
            '^\\.\\./\\.\\./(base/src|minikube/preflight)/[\\w-]+\\.mjs$',
          ],
          enforceBuildableLibDependency: false,
          depConstraints: boundaries,
        },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: environmentMessage },
      ],
      'no-restricted-imports': ['error', { paths: restrictedImports }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: startPackages.map((name) => ({
            name,
            allowTypeImports: true,
            message: startMessage,
          })),
        },
      ],
      'no-restricted-syntax': ['error', ...lateStarts],
    },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...lateStarts, ...browserIds] },
  },
  {
    files: [...processStarters, ...startersOfTests],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: ['node:child_process', 'child_process'].map((name) => ({
            name,
            importNames: ['exec', 'execSync'],
            message: 'Give programs an argument array (spawn, execFile), never a shell string.',
          })),
        },
      ],
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['tools/nx-helm/src/**/*.{ts,mjs}'],
    ignores: [
      '**/*.spec.ts',
      'tools/nx-helm/src/testing/**',
      'tools/nx-helm/src/base/{temporary-place.ts,own-folder.mjs}',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...restrictedImports,
            {
              name: 'node:os',
              importNames: ['tmpdir'],
              message:
                'Nothing removes what a killed run leaves there: use base/temporary-place.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      '**/{config,settings,environment}.ts',
      '**/src/config/*.ts',
      'tools/dev/setup/*.mjs',
      'tools/minikube/preflight/settings.mjs',
      '**/*.spec.{ts,tsx}',
      '**/*.config.{ts,mjs}',
      '**/jest.*.{ts,mjs}',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.spec.{ts,tsx}'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.tsx'],
    plugins: { ...jsxA11y.flatConfigs.recommended.plugins, 'react-hooks': reactHooks },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      ...reactHooks.configs.recommended.rules,
    },
  },
  prettier,
);
