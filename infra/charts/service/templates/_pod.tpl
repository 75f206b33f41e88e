{{/* What Pod Security "restricted" asks of a pod. `user` is the number of user and group. */}}
{{- define "taskora-service.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .user }}
runAsGroup: {{ .user }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "taskora-service.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* What all pods of a service share, whatever they run; none of them asks the API server. */}}
{{- define "taskora-service.podBasics" -}}
{{ include "taskora-service.podBasicsOf" (dict "root" . "token" false) }}
{{- end }}

{{/* The same of a pod that may be given the token of its account. */}}
{{- define "taskora-service.podBasicsOf" -}}
serviceAccountName: {{ include "taskora-service.fullname" .root }}
automountServiceAccountToken: {{ .token }}
enableServiceLinks: false
securityContext:
  {{- include "taskora-service.podSecurity" (dict "user" 10001) | nindent 2 }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: {{ .root.Values.temporarySizeLimit }}
{{- end }}

{{/* What all containers of a service share. */}}
{{- define "taskora-service.containerBasics" -}}
image: {{ include "taskora-service.image" (dict "root" . "image" .Values.image "key" "image") | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
resources:
  {{- include "taskora-service.resources" (dict "resources" .Values.resources "key" "resources" "chart" .Chart.Name) | nindent 2 }}
securityContext:
  {{- include "taskora-service.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{/* Environment from Secrets that somebody else made, and that are named; `names` limits it. */}}
{{- define "taskora-service.secretEnv" -}}
{{- range $name, $reference := .from }}
{{- $secret := tpl $reference.existingSecret $.root }}
{{- if and $secret (or (not $.names) (has $name $.names)) }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $reference.key }}
      {{- if $reference.optional }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
A plain setting as it is given to a container. Helm reads each number of a file as a float, whose own
text would be 1e+06 for a million.
*/}}
{{- define "taskora-service.setting" -}}
{{- tpl (kindIs "string" .value | ternary .value (toJson .value)) .root | quote -}}
{{- end }}

{{/* The plain settings as a YAML map of strings. */}}
{{- define "taskora-service.settings" -}}
{{- range $name, $value := .Values.env }}
{{ $name }}: {{ include "taskora-service.setting" (dict "root" $ "value" $value) }}
{{- end }}
METRICS_PORT: {{ ternary .Values.metricsPort 0 (not (empty (include "taskora-service.isMeasured" .))) | toString | quote }}
{{- with include "taskora-service.traces" . }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- end }}
