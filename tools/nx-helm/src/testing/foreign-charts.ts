/**
 * Charts in the shape of well-known ones of others, each with what makes that shape hard: written here, so
 * that no test needs a network and nobody's text is copied.
 */

type Files = Readonly<Record<string, string>>;

function chartYaml(name: string, version: string): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: "1.0"\n`;
}

const labels =
  'labels: { app.kubernetes.io/name: {{ .Chart.Name }}, app.kubernetes.io/instance: {{ .Release.Name }} }';

function pod(extra = ''): string {
  return `metadata: { ${labels} }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: main
          image: {{ .Values.image | quote }}
          command: {{ toJson .Values.command }}
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          resources: { requests: { cpu: 5m, memory: 16Mi }, limits: { memory: 64Mi } }
${extra}`;
}

const selector =
  'selector: { matchLabels: { app.kubernetes.io/name: {{ .Chart.Name }}, app.kubernetes.io/instance: {{ .Release.Name }} } }';

/** What every cluster has on its nodes: one image that waits, and one whose program ends. */
const values = `image: registry.k8s.io/pause:3.10.1\ncommand: [/pause]\n`;

/** A web service: a Deployment, a Service, and an autoscaler that counts its pods. */
export function webShape(version = '6.1.0', note = 'hello'): Files {
  return {
    'Chart.yaml': chartYaml('podlike', version),
    'values.yaml': `${values}note: ${note}\nhpa: { enabled: true, maxReplicas: 3 }\nservice: { port: 9898 }\n`,
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}, annotations: { note: {{ .Values.note | quote }} } }
spec:
  {{- if not .Values.hpa.enabled }}
  replicas: 1
  {{- end }}
  ${selector}
  template:
    ${pod()}`,
    'templates/service.yaml': `apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  selector: { app.kubernetes.io/instance: {{ .Release.Name }} }
  ports: [{ name: http, port: {{ .Values.service.port }} }]
`,
    'templates/hpa.yaml': `{{- if .Values.hpa.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: {{ .Release.Name }} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .Release.Name }} }
  minReplicas: 1
  maxReplicas: {{ .Values.hpa.maxReplicas }}
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 99 } } }]
{{- end }}
`,
  };
}

function definition(plural: string, kind: string, annotations = ''): string {
  const singular = kind.toLowerCase();
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.certlike.example${annotations} }
spec:
  group: certlike.example
  scope: Namespaced
  names: { plural: ${plural}, singular: ${singular}, kind: ${kind} }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;
}

/**
 * A controller: custom resources both in crds/ and in templates, hook Jobs, and a webhook whose certificate
 * authority a program in the cluster writes.
 */
export function controllerShape(version = '1.16.0'): Files {
  const hook = (name: string, events: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-${name}
  annotations: { helm.sh/hook: "${events}", helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded" }
spec:
  backoffLimit: 0
  template:
    ${pod('      restartPolicy: Never\n').replaceAll('.Values.', '.Values.hook.')}`;
  return {
    'Chart.yaml': chartYaml('certlike', version),
    'values.yaml': `${values}failurePolicy: Ignore\nhook: { image: registry.k8s.io/kube-proxy:v1.34.4, command: [/usr/local/bin/kube-proxy, --version] }\n`,
    'crds/issuers.yaml': definition('issuers', 'Issuer'),
    'templates/crds.yaml': definition(
      'certificates',
      'Certificate',
      ', annotations: { helm.sh/resource-policy: keep }',
    ),
    'templates/check.yaml': hook('startup-check', 'post-install,post-upgrade'),
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: 1
  ${selector}
  template:
    ${pod()}`,
    'templates/webhook.yaml': `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: {{ .Release.Namespace }}-{{ .Release.Name }} }
webhooks:
  - name: check.certlike.example
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: {{ .Values.failurePolicy }}
    clientConfig:
      caBundle: ""
      service: { name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}, path: /check }
    rules: [{ apiGroups: [certlike.example], apiVersions: [v1], operations: [CREATE], resources: [nothings] }]
`,
  };
}

/** A database: a StatefulSet that makes its own volume claims, and a headless Service. */
export function statefulShape(version = '3.0.1'): Files {
  return {
    'Chart.yaml': chartYaml('storelike', version),
    'values.yaml': `${values}storage: 8Mi\nexistingSecret: ""\n`,
    'templates/statefulset.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: 1
  serviceName: {{ .Release.Name }}
  ${selector}
  template:
    ${pod('          volumeMounts: [{ name: data, mountPath: /data }]\n')}  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: {{ .Values.storage }} } } }
`,
    'templates/service.yaml': `apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  clusterIP: None
  selector: { app.kubernetes.io/instance: {{ .Release.Name }} }
  ports: [{ name: store, port: 6379 }]
`,
    'templates/secret.yaml': `{{- if not .Values.existingSecret }}
apiVersion: v1
kind: Secret
metadata: { name: {{ .Release.Name }} }
stringData: { password: {{ randAlphaNum 16 | quote }} }
{{- end }}
`,
  };
}
