import { strict as assert } from 'node:assert';
import { createHelm } from '../src/chart/helm.ts';
import { createKubectl } from '../src/cluster/connect.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import type { Ended } from './executor-process.ts';
import { ExecutorProcess } from './executor-process.ts';

export interface Place {
  readonly programsDirectory: string;
  readonly namespace: string;
  readonly context: string;
}

export interface DemoValues {
  readonly text: string;
  readonly isReady?: boolean;
  readonly image?: string;
  readonly secret?: string;
}

/** Answers with its text, and writes a line for every request. */
const server = `const { createServer } = require('node:http');
console.log('started with ' + process.env.TEXT);
process.on('SIGTERM', () => process.exit(0));
createServer((request, response) => {
  const isProbe = request.url === '/ready';
  if (!isProbe) console.log('asked for ' + request.url + ' of ' + process.env.TEXT);
  response.statusCode = isProbe && process.env.READY !== 'true' ? 503 : 200;
  response.end(process.env.TEXT);
}).listen(8080);`;

const templates = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: server
          image: {{ .Values.image | quote }}
          imagePullPolicy: Never
          command: [node, -e, {{ .Values.server | quote }}]
          env:
            - { name: TEXT, value: {{ .Values.text | quote }} }
            - { name: READY, value: {{ .Values.isReady | quote }} }
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { app.kubernetes.io/instance: {{ .Release.Name }} }
  ports: [{ name: http, port: 80, targetPort: http }]
---
apiVersion: v1
kind: Secret
metadata: { name: {{ .Release.Name }} }
stringData: { key: {{ .Values.secret | quote }} }
`;

/** A release of a small server, in a workspace made for it. */
export class DemoRelease {
  readonly root: string;
  readonly release: string;
  readonly place: Place;
  readonly options: object;
  private readonly image: string;

  constructor(root: string, release: string, place: Place, image: string) {
    this.root = root;
    this.release = release;
    this.place = place;
    this.image = image;
    this.options = {
      step: 'helm-deploy',
      chart: `charts/${release}`,
      images: {},
      imagePrefix: image.split('/')[1] ?? '',
      namespace: place.namespace,
      environment: 'test',
      environmentsDirectory: 'environments',
      programsDirectory: place.programsDirectory,
      contexts: place.context,
    };
  }

  kubectl = () => createKubectl({ ...this.place, workspaceRoot: this.root, project: this.release });

  async helm(...args: readonly string[]): Promise<string> {
    const helm = createHelm(this.root, this.place.programsDirectory, this.release);
    const place = ['--namespace', this.place.namespace, '--kube-context', this.place.context];
    const { exitCode, stdout, stderr } = await helm.run([...args, ...place]);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  start(executor: string, more: object = {}): ExecutorProcess {
    return new ExecutorProcess(this.root, executor, this.release, { ...this.options, ...more });
  }

  run(executor: string, more: object = {}): Promise<Ended> {
    return this.start(executor, more).end();
  }

  /** Runs a task that has to succeed, and returns its output. */
  async does(executor: string, more: object = {}): Promise<string> {
    const { exitCode, text } = await this.run(executor, more);
    assert.equal(exitCode, 0, text);
    return text;
  }

  /** Writes the chart with these values and renders it, as a change of the source would. */
  async write({ text, isReady = true, image = this.image, secret = 'one' }: DemoValues) {
    const values = { text, isReady: String(isReady), image, secret, server };
    writeFiles(this.root, {
      [`charts/${this.release}/Chart.yaml`]: `apiVersion: v2\nname: ${this.release}\nversion: 0.1.0\n`,
      [`charts/${this.release}/values.yaml`]: JSON.stringify(values),
      [`charts/${this.release}/templates/all.yaml`]: templates,
      'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    });
    await this.does('helm-template');
  }

  async deploys(values: DemoValues): Promise<string> {
    await this.write(values);
    return this.does('rollout', { timeoutSeconds: 60 });
  }
}
