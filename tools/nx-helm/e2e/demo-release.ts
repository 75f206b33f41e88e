import type { Place } from './chart-release.ts';
import { ChartRelease } from './chart-release.ts';

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
export class DemoRelease extends ChartRelease {
  private readonly image: string;

  constructor(root: string, release: string, place: Place, image: string) {
    super(root, release, place, image.split('/')[1] ?? '');
    this.image = image;
  }

  /** Writes the chart with these values and renders it, as a change of the source would. */
  write({ text, isReady = true, image = this.image, secret = 'one' }: DemoValues): Promise<void> {
    return this.writeChart(templates, { text, isReady: String(isReady), image, secret, server });
  }

  async deploys(values: DemoValues): Promise<string> {
    await this.write(values);
    return this.does('rollout', { timeoutSeconds: 60 });
  }
}
