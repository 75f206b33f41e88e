{{- define "taskora-service.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server") | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
