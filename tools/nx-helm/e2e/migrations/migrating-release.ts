import { strict as assert } from 'node:assert';
import { createKubectl } from '../../src/cluster/connect.ts';
import { writeFiles } from '../../src/testing/workspace.ts';
import type { Place } from '../chart-release.ts';
import type { Ended } from '../executor-process.ts';
import { ExecutorProcess } from '../executor-process.ts';

export interface Version {
  readonly text: string;
  /** What its hook migrates to, and its pods need. */
  readonly schema: number;
  readonly oldest: number;
}

/** Keeps the version of its schema and how often something migrated it, until the pod ends. */
const database = `let schema = 1; let runs = 0;
process.on('SIGTERM', () => process.exit(0));
require('node:http').createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://database');
  const to = Number(searchParams.get('to'));
  if (pathname === '/migrate') { runs += 1; schema = Math.max(schema, to); }
  if (pathname === '/restore') schema = to;
  response.end(JSON.stringify({ schema, runs }));
}).listen(8080);`;

const server = `process.on('SIGTERM', () => process.exit(0));
require('node:http').createServer(async (request, response) => {
  const { schema } = await fetch('http://database:8080/').then((answer) => answer.json());
  response.statusCode = schema >= Number(process.env.NEEDED) ? 200 : 503;
  response.end(process.env.TEXT);
}).listen(8080);`;

const migrate = `fetch('http://database:8080/migrate?to=' + process.env.NEEDED).then((answer) => answer.text());`;

const templates = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: server
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          imagePullPolicy: Never
          command: [node, -e, {{ .Values.server | quote }}]
          env:
            - { name: TEXT, value: {{ .Values.text | quote }} }
            - { name: NEEDED, value: {{ .Values.schema | quote }} }
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http }, periodSeconds: 1 }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
    nx-helm/database: pod/database
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          imagePullPolicy: Never
          command: [node, -e, {{ .Values.migrate | quote }}]
          env: [{ name: NEEDED, value: {{ .Values.schema | quote }} }]
`;

/** A release with a database that its hook migrates, in a workspace made for it. */
export class MigratingRelease {
  private readonly root: string;
  private readonly place: Place;
  private readonly image: string;

  constructor(root: string, place: Place, image: string) {
    this.root = root;
    this.place = place;
    this.image = image;
  }

  kubectl = () => createKubectl({ ...this.place, workspaceRoot: this.root, project: 'demo' });

  run(executor: string, more: object = {}): Promise<Ended> {
    const { namespace, programsDirectory, context } = this.place;
    const options = {
      ...{ step: 'helm-deploy', chart: 'charts/demo', images: { image: 'program' } },
      ...{ imagePrefix: 'other', namespace, environment: 'test', programsDirectory },
      ...{ environmentsDirectory: 'environments', contexts: context, ...more },
    };
    return new ExecutorProcess(this.root, executor, 'demo', options).end();
  }

  /** Writes chart and image of this version and renders it, as a change of the source would. */
  async write({ text, schema, oldest }: Version): Promise<void> {
    const [name = '', tag = ''] = this.image.split(/:(?=c-)/);
    const labels = {
      'nx-helm.schema.name': 'demo',
      'nx-helm.schema.version': String(schema),
      'nx-helm.schema.oldest': String(oldest),
    };
    const described = { project: 'program', name, tag, reference: this.image, layers: [] };
    const contentId = `sha256:${schema}`;
    const values = { text, schema: String(schema), server, migrate };
    writeFiles(this.root, {
      'charts/demo/Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 0.1.0\n',
      'charts/demo/values.yaml': JSON.stringify(values),
      'charts/demo/templates/all.yaml': templates,
      'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
      'dist/images/program/image.json': JSON.stringify({
        ...described,
        contentId,
        config: { labels },
      }),
      'dist/images/program/migration.json': JSON.stringify({ digest: String(schema), contentId }),
    });
    const { exitCode, text: said } = await this.run('helm-template');
    assert.equal(exitCode, 0, said);
  }

  async deploys(version: Version, timeoutSeconds = 90): Promise<string> {
    await this.write(version);
    const { exitCode, text } = await this.run('rollout', { timeoutSeconds });
    assert.equal(exitCode, 0, text);
    return text;
  }

  async startDatabase(): Promise<void> {
    const kubectl = this.kubectl();
    const metadata = { name: 'database', labels: { app: 'database' } };
    const container = {
      ...{ name: 'database', image: this.image, imagePullPolicy: 'Never' },
      ...{ command: ['node', '-e', database], ports: [{ containerPort: 8080 }] },
      readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
    };
    const spec = { terminationGracePeriodSeconds: 1, containers: [container] };
    const service = { selector: { app: 'database' }, ports: [{ port: 8080 }] };
    await kubectl.try(['create', 'namespace', this.place.namespace]);
    for (const object of [
      { apiVersion: 'v1', kind: 'Pod', metadata, spec },
      { apiVersion: 'v1', kind: 'Service', metadata, spec: service },
    ]) {
      await kubectl.read(['create', '--filename', '-'], { input: JSON.stringify(object) });
    }
    await kubectl.read(['wait', 'pod/database', '--for=condition=Ready', '--timeout=120s']);
  }

  /** The state of the database, after a request to it. */
  async asks(path: string): Promise<{ readonly schema: number; readonly runs: number }> {
    const code = `fetch('http://127.0.0.1:8080${path}').then((a) => a.text()).then(console.log)`;
    const args = ['exec', 'database', '--', 'node', '-e', code];
    return JSON.parse(await this.kubectl().read(args)) as { schema: number; runs: number };
  }

  async revisions(): Promise<number> {
    const names = ['get', 'secrets', '--selector', 'owner=helm,name=demo', '--output', 'name'];
    return (await this.kubectl().read(names)).trim().split('\n').length;
  }
}
