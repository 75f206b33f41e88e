import { json } from '../../stage.ts';

/** As `skaffold.yaml` names it; the project that is made of it builds another reference. */
export const webImage = 'registry.example.com/shop/web';

const variable = webImage.replaceAll(/\W/g, '_');

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}, labels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
spec:
  replicas: 1
  selector: { matchLabels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
  template:
    metadata:
      labels: { app.kubernetes.io/instance: {{ .Release.Name }} }
      annotations: { note: {{ .Values.note | quote }} }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`;

/** A service that Skaffold deploys and no project of the workspace knows yet; its program is put beside the Dockerfile. */
export function webFiles(namespace: string): Record<string, string> {
  const artifact = {
    image: webImage,
    context: 'services/web',
    docker: { dockerfile: 'Dockerfile' },
  };
  const release = {
    name: 'web',
    chartPath: 'services/web/chart',
    namespace,
    setValues: { note: 'given' },
    setValueTemplates: {
      'image.repository': `{{.IMAGE_REPO_${variable}}}`,
      'image.tag': `{{.IMAGE_TAG_${variable}}}`,
    },
  };
  return {
    'skaffold.yaml': json({
      apiVersion: 'skaffold/v4beta13',
      kind: 'Config',
      metadata: { name: 'shop' },
      build: { local: { push: false }, artifacts: [artifact] },
      deploy: { helm: { releases: [release] } },
    }),
    'services/web/Dockerfile':
      'FROM scratch\nCOPY busybox /busybox\nCMD ["/busybox", "sleep", "infinity"]\n',
    'services/web/chart/Chart.yaml': json({ apiVersion: 'v2', name: 'web', version: '0.1.0' }),
    'services/web/chart/values.yaml': 'note: unset\nimage: { repository: unset, tag: unset }\n',
    'services/web/chart/templates/deployment.yaml': deployment,
  };
}

/** Objects without a chart: what Skaffold applies by kubectl, rendered elsewhere. */
export const rawConfiguration = json({
  apiVersion: 'skaffold/v4beta13',
  kind: 'Config',
  metadata: { name: 'cart' },
  manifests: { rawYaml: ['cart.yaml'] },
  deploy: { kubectl: {} },
});
