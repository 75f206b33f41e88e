{{/* Name of the Deployment, the Service and all that belongs to them. */}}
{{- define "taskora-service.fullname" -}}
{{- if .Chart.IsRoot -}}{{ .Release.Name }}{{- else -}}{{ .Chart.Name }}{{- end -}}
{{- end }}

{{/* Labels that select pods. They are frozen: a Deployment's selector cannot be changed. */}}
{{- define "taskora-service.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "taskora-service.labels" -}}
{{ include "taskora-service.selector" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: taskora
{{- end }}

{{- define "taskora-service.metadata" -}}
name: {{ .name | default (include "taskora-service.fullname" .root) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "taskora-service.labels" . | nindent 2 }}
{{- end }}

{{/* An image reference; `key` is where the values hold it, for the person who reads the error. */}}
{{- define "taskora-service.image" -}}
{{- $tag := toString (.image.tag | default "") -}}
{{- $where := printf "in the values of chart %s" .root.Chart.Name -}}
{{- if not .image.repository -}}
{{- fail (printf "ERROR: %s.repository is empty %s. Do: nx run %s:helm-deploy, or pass --set %s.repository=<name>" .key $where .root.Chart.Name .key) -}}
{{- end -}}
{{- if not $tag -}}
{{- fail (printf "ERROR: %s.tag is empty %s, and there is no default tag. Do: nx run %s:helm-deploy, or pass --set %s.tag=<tag>" .key $where .root.Chart.Name .key) -}}
{{- end -}}
{{- if eq $tag "latest" -}}
{{- fail (printf "ERROR: %s.tag is \"latest\" %s, which names no content. Do: nx run %s:helm-deploy, or pass --set %s.tag=<tag>" .key $where .root.Chart.Name .key) -}}
{{- end -}}
{{- $registry := dig "imageRegistry" "" (.root.Values.global | default dict) -}}
{{- with $registry -}}{{ . }}/{{- end -}}{{ .image.repository }}
{{- with .image.digest -}}@{{ . }}{{- else -}}:{{ $tag }}{{- end -}}
{{- end }}
