{{/* How Prometheus reads the pods, on a port of their own. */}}
{{- define "taskora-service.scrape" -}}
{{- dig "monitoring" "scrape" "annotations" .Values.global -}}
{{- end }}

{{/* Empty where nothing is measured. */}}
{{- define "taskora-service.isMeasured" -}}
{{- if ne (include "taskora-service.scrape" .) "none" -}}true{{- end -}}
{{- end }}

{{/* What the usual configurations of Prometheus without its operator read. */}}
{{- define "taskora-service.metricsAnnotations" -}}
{{- if eq (include "taskora-service.scrape" .) "annotations" -}}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .Values.metricsPort | quote }}
prometheus.io/path: /metrics
{{- end -}}
{{- end }}

{{/* The collector of traces; empty where nothing is traced. */}}
{{- define "taskora-service.traces" -}}
{{- dig "monitoring" "traces" "" .Values.global -}}
{{- end }}

{{/*
The job of a service is `taskora-<chart>`, however it is found: rules and dashboard go by it.
Pods of migrations and tests have no port of this name.
*/}}
{{- define "taskora-service.podmonitor" -}}
{{- if eq (include "taskora-service.scrape" .) "operator" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server") | nindent 2 }}
    {{- with .Values.global.monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "taskora-service.selector" (dict "root" . "component" "server") | nindent 6 }}
  podMetricsEndpoints:
    - port: metrics
      path: /metrics
      relabelings:
        - targetLabel: job
          replacement: taskora-{{ .Chart.Name }}
{{- end -}}
{{- end }}
