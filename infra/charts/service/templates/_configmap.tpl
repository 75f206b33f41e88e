{{- define "taskora-service.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server") | nindent 2 }}
data:
  {{- include "taskora-service.settings" . | trim | nindent 2 }}
{{- end }}
