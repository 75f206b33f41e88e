{{/* Everything that a service consists of. */}}
{{- define "taskora-service.objects" -}}
{{- $root := . -}}
{{- include "taskora-service.checkNumbers" . -}}
{{- include "taskora-service.checkLive" . -}}
{{- range list "serviceaccount" "configmap" "live" "service" "deployment" "poddisruptionbudget" "horizontalpodautoscaler" "networkpolicy" "podmonitor" "migration" "test" -}}
{{- with include (printf "taskora-service.%s" .) $root }}
---
{{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/*
What brings somebody to the address at which a front end lets people in. Of this machine it is a
port-forward to the same port; of any other name whatever routes it is in front of the Service.
*/}}
{{- define "taskora-service.access" -}}
{{- $parts := urlParse .url -}}
{{- if has $parts.hostname (list "localhost" "127.0.0.1") -}}
kubectl -n {{ .namespace }} port-forward service/{{ .service }} {{ include "taskora-service.portOf" .url }}:{{ .port }}   (leads {{ .url }} there)
{{- else -}}
{{ .url }} has to lead to service/{{ .service }}, port {{ .port }}: by an Ingress, a Gateway or a load balancer
{{- end -}}
{{- end }}

{{- define "taskora-service.notes" -}}
{{- $fullname := include "taskora-service.fullname" . -}}
{{- $url := get .Values.global.urls .Chart.Name -}}
{{ .Chart.Name }} {{ .Values.image.tag }} runs in namespace {{ .Release.Namespace }}.

{{ if $url -}}
Open it:   {{ $url }}
           {{ include "taskora-service.access" (dict "url" $url "service" $fullname "port" .Values.service.port "namespace" .Release.Namespace) }}
{{- else -}}
Reach it:  kubectl -n {{ .Release.Namespace }} port-forward service/{{ $fullname }} 8080:{{ .Values.service.port }}
{{- end }}
Check it:  helm test {{ .Release.Name }} -n {{ .Release.Namespace }}
Watch it:  kubectl -n {{ .Release.Namespace }} logs -f deployment/{{ $fullname }}
Undo it:   helm rollback {{ .Release.Name }} -n {{ .Release.Namespace }}
{{- end }}
