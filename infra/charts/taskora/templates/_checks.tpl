{{/* Relations between values, which a schema cannot express. */}}
{{- define "taskora.checkEntrances" -}}
{{- $frontend := .Values.entrances.frontend -}}
{{- $chatbot := .Values.entrances.chatbot -}}
{{- if and (eq $frontend.type "NodePort") (eq $chatbot.type "NodePort") (eq (int $frontend.nodePort) (int $chatbot.nodePort)) -}}
{{- fail (printf "ERROR: entrances.frontend.nodePort and entrances.chatbot.nodePort are both %v, and a port of the nodes leads to one Service. Do: give one of them another port" $chatbot.nodePort) -}}
{{- end -}}
{{- end }}

{{/*
What the Job makes is random, so a Secret of one's own beside it cannot hold the same passwords. Such
ones go together: all of them are its own, or none is.
*/}}
{{- define "taskora.checkSecrets" -}}
{{- if .Values.secrets.create -}}
{{- $auth := dict "web.secretEnv.BETTER_AUTH_SECRET" .Values.web.secretEnv.BETTER_AUTH_SECRET "chatbot.secretEnv.BETTER_AUTH_SECRET" .Values.chatbot.secretEnv.BETTER_AUTH_SECRET -}}
{{- include "taskora.checkTogether" (dict "usual" "taskora-auth" "named" $auth) -}}
{{- if ne .Values.global.database.mode "external" -}}
{{- $database := dict "platform.database" .Values.platform.database "api.secretEnv.DATABASE_URL" .Values.api.secretEnv.DATABASE_URL "web.secretEnv.DATABASE_URL" .Values.web.secretEnv.DATABASE_URL "chatbot.secretEnv.DATABASE_URL" .Values.chatbot.secretEnv.DATABASE_URL -}}
{{- include "taskora.checkTogether" (dict "usual" "taskora-database" "named" $database) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "taskora.checkTogether" -}}
{{- $usual := .usual -}}
{{- $made := list -}}{{- $own := list -}}
{{- range $key, $value := .named -}}
{{- if eq $value.existingSecret $usual -}}{{- $made = append $made $key -}}{{- else -}}{{- $own = append $own $key -}}{{- end -}}
{{- end -}}
{{- if and $made $own -}}
{{- fail (printf "ERROR: %s names a Secret of its own and %s the Secret %s, which is made with other values. Do: set existingSecret of all of them, or of none" (join ", " $own) (join ", " $made) $usual) -}}
{{- end -}}
{{- end }}
