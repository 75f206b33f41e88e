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

{{/*
An image reference; `key` is where the values hold it, for the person who reads the error. Of a chart
in another one the key stands below the chart's name, and no target deploys it alone.
*/}}
{{- define "taskora-service.image" -}}
{{- $tag := toString (.image.tag | default "") -}}
{{- $chart := .root.Chart.Name -}}
{{- $key := ternary .key (printf "%s.%s" $chart .key) .root.Chart.IsRoot -}}
{{- $deploy := ternary (printf "nx run %s:helm-deploy, or " $chart) "" .root.Chart.IsRoot -}}
{{- $where := printf "in the values of chart %s" $chart -}}
{{- if not .image.repository -}}
{{- fail (printf "ERROR: %s.repository is empty %s. Do: %spass --set %s.repository=<name>" $key $where $deploy $key) -}}
{{- end -}}
{{- if not $tag -}}
{{- fail (printf "ERROR: %s.tag is empty %s, and there is no default tag. Do: %spass --set %s.tag=<tag>" $key $where $deploy $key) -}}
{{- end -}}
{{- if eq $tag "latest" -}}
{{- fail (printf "ERROR: %s.tag is \"latest\" %s, which names no content. Do: %spass --set %s.tag=<tag>" $key $where $deploy $key) -}}
{{- end -}}
{{- $registry := dig "imageRegistry" "" (.root.Values.global | default dict) -}}
{{- with $registry -}}{{ . }}/{{- end -}}{{ .image.repository }}
{{- with .image.digest -}}@{{ . }}{{- else -}}:{{ $tag }}{{- end -}}
{{- end }}
