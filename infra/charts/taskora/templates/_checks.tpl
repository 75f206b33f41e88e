{{/* Relations between values, which a schema cannot express. */}}
{{- define "taskora.checkEntrances" -}}
{{- $frontend := .Values.entrances.frontend -}}
{{- $chatbot := .Values.entrances.chatbot -}}
{{- if and (eq $frontend.type "NodePort") (eq $chatbot.type "NodePort") (eq (int $frontend.nodePort) (int $chatbot.nodePort)) -}}
{{- fail (printf "ERROR: entrances.frontend.nodePort and entrances.chatbot.nodePort are both %v, and a port of the nodes leads to one Service. Do: give one of them another port" $chatbot.nodePort) -}}
{{- end -}}
{{- end }}
