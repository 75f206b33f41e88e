import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Which layer may import which: from the apps down to the libraries, and the tools apart from both, on their base. */
const boundaries = [
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:lib'] },
  { sourceTag: 'layer:lib', onlyDependOnLibsWithTags: ['layer:lib'] },
  { sourceTag: 'layer:base', onlyDependOnLibsWithTags: ['layer:base'] },
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['layer:base', 'layer:tool'] },
  { sourceTag: 'layer:plugin', onlyDependOnLibsWithTags: ['layer:base'] },
  { sourceTag: 'layer:deployment', onlyDependOnLibsWithTags: ['layer:base', 'layer:deployment'] },
];

const environmentMessage =
  'Read settings from this project’s one configuration module, which parses the environment once.';

const restrictedImports = [
  {
    name: 'node:child_process',
    importNames: ['exec', 'execSync'],
    message: 'Give programs an argument array (spawn, execFile), never a shell string.',
  },
  {
    name: 'next/headers',
    importNames: ['draftMode'],
    message: 'Preview keys are made reproducible by the build, so draft mode would be open to all.',
  },
];

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
      'tools/minikube/src/cli.ts',
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
