import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { createRepository } from './git-repository.ts';

/** The workspace that these tests run in. Its packages and programs serve the fixture too. */
function surroundingWorkspace(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'nx.json'))) {
    if (folder === dirname(folder)) throw new Error('no nx.json above the tests');
    folder = dirname(folder);
  }
  return folder;
}

/** Where that workspace keeps helm; nx.json gives its plugin the path. */
export function programsFolder(): string {
  const root = surroundingWorkspace();
  const { plugins } = JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')) as {
    readonly plugins: readonly { readonly options?: { readonly programsDirectory?: string } }[];
  };
  const named = plugins.find(({ options }) => options?.programsDirectory !== undefined);
  const folder = named?.options?.programsDirectory ?? '.nx-helm/bin';
  return isAbsolute(folder) ? folder : resolve(root, folder);
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          env: [{ name: MODE, value: {{ .Values.mode | quote }} }]
`;

function chart(name: string): Record<string, string> {
  return {
    [`apps/${name}/chart/Chart.yaml`]: `name: ${name}\nversion: 0.1.0\ndependencies: [{ name: lib, version: 0.1.0, repository: "file://../../../charts/lib" }]\n`,
    [`apps/${name}/chart/values.yaml`]: 'replicas: 1\nmode: quiet\n',
    [`apps/${name}/chart/README.md`]: 'A chart.\n',
    [`apps/${name}/chart/templates/objects.yaml`]: '{{ include "lib.deployment" . }}\n',
  };
}

function npmPackage(version: string) {
  return { version, integrity: `sha512-${version}` };
}

/** Two services, a library that one of them uses, a base image and a chart that both share. */
export function fixtureFiles(): Record<string, string> {
  return {
    '.gitignore': 'node_modules\ndist\n.nx\n',
    '.nxignore': '',
    'README.md': 'A workspace.\n',
    'nx.json': json({
      neverConnectToCloud: true,
      analytics: false,
      namedInputs: {
        default: ['{projectRoot}/**/*'],
        production: [
          'default',
          '!{projectRoot}/chart/**/*',
          '!{projectRoot}/**/*.spec.ts',
          '!{projectRoot}/Dockerfile',
        ],
      },
      plugins: [
        {
          plugin: '@taskora/nx-helm',
          options: {
            imagePrefix: 'acme',
            namespace: 'acme',
            environment: 'test',
            environmentsDirectory: 'environments',
            programsDirectory: programsFolder(),
          },
        },
      ],
    }),
    'package.json': json({ name: 'acme', private: true, dependencies: { leaf: '^1.0.0' } }),
    'package-lock.json': json({
      name: 'acme',
      lockfileVersion: 3,
      packages: {
        '': { name: 'acme', dependencies: { leaf: '^1.0.0' } },
        'node_modules/leaf': { ...npmPackage('1.0.0'), dependencies: { stem: '^1.0.0' } },
        'node_modules/stem': npmPackage('1.0.0'),
      },
    }),
    'environments/test.yaml':
      'nxHelm:\n  kubeVersion: 1.34.4\n  releases:\n    api: { replicas: 1 }\n',
    'environments/other.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    'charts/lib/project.json': json({ name: 'chart-lib' }),
    'charts/lib/Chart.yaml': 'name: lib\nversion: 0.1.0\ntype: library\n',
    'charts/lib/templates/_deployment.tpl': `{{- define "lib.deployment" -}}\n${deployment}{{- end -}}\n`,
    'images/base/project.json': json({ name: 'image-base' }),
    'images/base/Dockerfile': 'FROM scratch\nCOPY Dockerfile /base\n',
    'libs/ui/project.json': json({ name: 'ui' }),
    'libs/ui/src/button.ts': 'export const button = 1;\n',
    'libs/ui/src/button.spec.ts': 'export const tested = 1;\n',
    'apps/api/project.json': json({ name: 'api', tags: ['deploy:helm'] }),
    'apps/api/Dockerfile': 'FROM scratch\nCOPY src /app\n',
    'apps/api/src/main.py': 'print(1)\n',
    'apps/api/requirements.lock': 'fastapi==0.165.0 \\\n    --hash=sha256:00\n',
    ...chart('api'),
    'apps/web/project.json': json({
      name: 'web',
      tags: ['deploy:helm'],
      implicitDependencies: ['ui'],
      targets: {
        build: {
          executor: 'nx:run-commands',
          cache: true,
          inputs: ['production', '^production', { externalDependencies: ['leaf'] }],
          outputs: ['{workspaceRoot}/dist/{projectRoot}'],
          options: { command: 'node apps/web/build.mjs' },
        },
      },
    }),
    'apps/web/build.mjs':
      "import { cpSync } from 'node:fs';\ncpSync('apps/web/src', 'dist/apps/web', { recursive: true });\ncpSync('libs/ui/src', 'dist/apps/web/ui', { recursive: true });\n",
    'apps/web/Dockerfile': 'FROM acme/image-base\nCOPY . /app\n',
    'apps/web/src/page.ts': 'export const page = 1;\n',
    'apps/web/src/page.spec.ts': 'export const tested = 1;\n',
    ...chart('web'),
  };
}

/** The fixture as a repository with one commit, in which Nx and the plugin work. */
export function createFixture() {
  const repository = createRepository(fixtureFiles());
  symlinkSync(
    join(surroundingWorkspace(), 'node_modules'),
    join(repository.root, 'node_modules'),
    'junction',
  );
  return repository;
}
