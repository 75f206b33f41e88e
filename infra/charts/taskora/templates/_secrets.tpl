{{- define "taskora.secretsName" -}}{{ .Release.Name }}-secrets{{- end }}

{{/*
The Secrets that the Job makes, by what they hold. A chart whose values name another Secret brings its
own; the address of a database outside the cluster is known to nobody here.
*/}}
{{- define "taskora.secretsToMake" -}}
{{- $named := list -}}
{{- if ne .Values.global.database.mode "external" -}}
{{- $named = append $named .Values.platform.database.existingSecret -}}
{{- end -}}
{{- range list .Values.api .Values.web .Values.chatbot -}}
{{- range .secretEnv -}}{{- $named = append $named .existingSecret -}}{{- end -}}
{{- end -}}
{{- $made := dict "database" "taskora-database" "auth" "taskora-auth" "next" "taskora-next" "push" "taskora-push" -}}
{{- if eq .Values.global.database.mode "external" -}}{{- $made = omit $made "database" -}}{{- end -}}
{{- range $content, $name := $made -}}
{{- if not (has $name $named) -}}{{- $made = omit $made $content -}}{{- end -}}
{{- end -}}
{{- toJson $made -}}
{{- end }}

{{- define "taskora.secretsHook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
