{{/* Everything that a service consists of. */}}
{{- define "taskora-service.objects" -}}
{{- $root := . -}}
{{- include "taskora-service.checkNumbers" . -}}
{{- range list "serviceaccount" "configmap" "service" "deployment" "poddisruptionbudget" "horizontalpodautoscaler" "networkpolicy" "podmonitor" "migration" "test" -}}
{{- with include (printf "taskora-service.%s" .) $root }}
---
{{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "taskora-service.notes" -}}
{{- $fullname := include "taskora-service.fullname" . -}}
{{ .Chart.Name }} {{ .Values.image.tag }} runs in namespace {{ .Release.Namespace }}.

{{ if eq .Values.service.type "NodePort" -}}
Open it:   minikube service {{ $fullname }} --url -n {{ .Release.Namespace }}   (node port {{ .Values.service.nodePort }})
{{- else -}}
Reach it:  kubectl -n {{ .Release.Namespace }} port-forward service/{{ $fullname }} 8080:{{ .Values.service.port }}
{{- end }}
Check it:  helm test {{ .Release.Name }} -n {{ .Release.Namespace }}
Watch it:  kubectl -n {{ .Release.Namespace }} logs -f deployment/{{ $fullname }}
Undo it:   helm rollback {{ .Release.Name }} -n {{ .Release.Namespace }}
{{- end }}
