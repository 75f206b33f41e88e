import { imageOnNode, json } from '../stage.ts';

const labels =
  'labels: { app.kubernetes.io/name: {{ .Release.Name }}, app.kubernetes.io/instance: {{ .Release.Name }} }';

const container = (name: string, image: string, command: string): string =>
  `{ name: ${name}, image: {{ .Values.${image} | quote }}, command: ${command} }`;

/** Another `note` is another pod; a hook that would run with each deploy, and a test. */
const templates: Readonly<Record<string, string>> = {
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}, ${labels} }
spec:
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
  template:
    metadata: { ${labels}, annotations: { note: {{ .Values.note | quote }} } }
    spec:
      terminationGracePeriodSeconds: 1
      containers: [${container('main', 'waiting', '[/pause]')}]
`,
  'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}, ${labels} }
spec:
  selector: { app.kubernetes.io/instance: {{ .Release.Name }} }
  ports: [{ name: http, port: 80, targetPort: 80 }]
`,
  'hook.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-hook
  annotations: { helm.sh/hook: "pre-install,pre-upgrade", note: {{ .Values.note | quote }} }
spec:
  backoffLimit: 0
  template:
    metadata: { annotations: { note: {{ .Values.note | quote }} } }
    spec: { restartPolicy: Never, containers: [${container('main', 'ending', '[/usr/local/bin/kube-proxy, --version]')}] }
`,
  'test.yaml': `apiVersion: v1
kind: Pod
metadata: { name: {{ .Release.Name }}-test, annotations: { helm.sh/hook: test } }
spec: { restartPolicy: Never, containers: [${container('main', 'waiting', '[/pause]')}] }
`,
};

const valuesFile = (name: string): string => `apps/${name}/chart/values.yaml`;

/** The values of a release whose note is another one. */
export async function noteOf(name: string, note: string): Promise<Record<string, string>> {
  const [waiting, ending] = [await imageOnNode('pause'), await imageOnNode('kube-proxy')];
  return { [valuesFile(name)]: json({ waiting, ending, note }) };
}

/** Projects with a chart of their own, whose pods wait. */
export async function releaseFiles(...names: readonly string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of names) {
    files[`apps/${name}/project.json`] = json({ name, tags: ['deploy:helm'] });
    files[`apps/${name}/chart/Chart.yaml`] = json({ apiVersion: 'v2', name, version: '0.1.0' });
    for (const [file, text] of Object.entries(templates)) {
      files[`apps/${name}/chart/templates/${file}`] = text;
    }
    Object.assign(files, await noteOf(name, 'one'));
  }
  return files;
}
