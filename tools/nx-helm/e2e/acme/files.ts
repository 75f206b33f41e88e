import { fixtureName } from '../environment.ts';

/** A small workspace of four services, a library, a base image, a library chart and a platform release. */
export const imagePrefix = fixtureName;
export const namespace = fixtureName;

type Files = Record<string, string>;

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

export function workspaceFiles(programsDirectory: string): Files {
  return {
    '.gitignore': 'node_modules\ndist\n.nx\n',
    'package.json': json({ name: 'acme', private: true }),
    'nx.json': json({
      analytics: false,
      neverConnectToCloud: true,
      namedInputs: { default: ['{projectRoot}/**/*'], production: ['default'] },
      plugins: [{ plugin: '@taskora/nx-helm', options: pluginOptions(programsDirectory) }],
    }),
    'infra/environments/minikube.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    'infra/project.json': json({ name: 'infra', targets: workspaceTargets }),
    'charts/common/project.json': json({ name: 'chart-common' }),
    'charts/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 0.1.0\ntype: library\n',
    'charts/common/templates/_service.tpl': serviceTemplate,
    'images/base/project.json': json({ name: 'image-base' }),
    'images/base/Dockerfile': 'FROM scratch\nCOPY busybox /bin/busybox\n',
    'libs/shared/project.json': json({ name: 'shared' }),
    'libs/shared/greeting.txt': '# a comment\nhello\n',
    'tools/build.mjs': buildScript,
    ...platform,
    ...service('api', { dependencies: ['platform'] }),
    ...service('jobs', { dependencies: ['platform'] }),
    ...service('web', { dependencies: ['api', 'shared'], isBuilt: true }),
    ...service('chatbot', { dependencies: ['api', 'shared'], isBuilt: true }),
  };
}

function pluginOptions(programsDirectory: string) {
  return { imagePrefix, namespace, contexts: 'minikube', programsDirectory };
}

const all = ['plan', 'forecast', 'affected', 'drift', 'history', 'prune', 'watch'];
const workspaceTargets = Object.fromEntries(
  all.map((name) => [
    name,
    {
      executor: `@taskora/nx-helm:${name}`,
      ...(name === 'plan'
        ? { dependsOn: [{ projects: ['tag:deploy:helm'], target: 'helm-template' }] }
        : {}),
      ...(name === 'prune' ? { options: { contexts: 'minikube' } } : {}),
    },
  ]),
);

const platform: Files = {
  'apps/platform/project.json': json({ name: 'platform', tags: ['deploy:helm'] }),
  'apps/platform/Chart.yaml': 'apiVersion: v2\nname: platform\nversion: 0.1.0\n',
  'apps/platform/values.yaml': 'motto: fast\n',
  'apps/platform/templates/settings.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { motto: {{ .Values.motto }} }\n',
};

interface Service {
  readonly dependencies: readonly string[];
  /** Its output leaves comments out, so that a comment changes a build and no image. */
  readonly isBuilt?: boolean;
}

function service(name: string, { dependencies, isBuilt = false }: Service): Files {
  const root = `apps/${name}`;
  const build = {
    executor: 'nx:run-commands',
    cache: true,
    inputs: ['production', '!{projectRoot}/chart/**/*', '^production', '{workspaceRoot}/tools/*'],
    outputs: [`{workspaceRoot}/dist/${root}`],
    options: { command: `node tools/build.mjs ${root} libs/shared` },
  };
  return {
    [`${root}/project.json`]: json({
      name,
      tags: ['deploy:helm'],
      implicitDependencies: dependencies,
      targets: isBuilt ? { build } : {},
    }),
    [`${root}/www/index.txt`]: `# a comment of ${name}\n${name}\n`,
    [`${root}/www/ready.txt`]: 'ready\n',
    [`${root}/Dockerfile`]:
      `FROM ${imagePrefix}/image-base\nCOPY www /www\n` +
      'CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]\n',
    [`${root}/chart/Chart.yaml`]:
      `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n` +
      'dependencies: [{ name: common, version: 0.1.0, repository: "file://../../../charts/common" }]\n',
    [`${root}/chart/values.yaml`]: 'replicas: 1\nreadyPath: /ready.txt\nnote: first\n',
    [`${root}/chart/templates/service.yaml`]: '{{ include "common.service" . }}\n',
  };
}

const serviceTemplate = `{{- define "common.service" -}}
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  strategy: { rollingUpdate: { maxUnavailable: 0 } }
  template:
    metadata:
      labels: { app: {{ .Release.Name }} }
      annotations: { note: {{ .Values.note | quote }} }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: {{ .Release.Name }}
          image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
          imagePullPolicy: Never
          ports: [{ containerPort: 8080 }]
          readinessProbe:
            periodSeconds: 1
            httpGet: { path: {{ .Values.readyPath }}, port: 8080 }
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { app: {{ .Release.Name }} }
  ports: [{ port: 80, targetPort: 8080 }]
{{- end }}
`;

const buildScript = `import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, library] = process.argv.slice(2);
const output = join('dist', root, 'www');
const strip = (text) => text.split('\\n').filter((line) => !line.startsWith('#')).join('\\n');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const [folder, names] of [[join(root, 'www')], [library]].map(([path]) => [path, readdirSync(path)])) {
  for (const name of names.filter((each) => each.endsWith('.txt'))) {
    writeFileSync(join(output, name), strip(readFileSync(join(folder, name), 'utf8')));
  }
}
cpSync(join(root, 'www', 'ready.txt'), join(output, 'ready.txt'));
`;
