{{/*
Which database the migration is of, for whoever deploys it: the Secrets that have its address, and in the
cluster what holds the data.
*/}}
{{- define "taskora-service.databaseIdentity" -}}
{{- $names := list -}}
{{- range $name := .Values.migration.secretEnv -}}
{{- with get $.Values.secretEnv $name -}}{{- $names = append $names (tpl .existingSecret $) -}}{{- end -}}
{{- end -}}
{{- range $name, $from := .Values.migration.onlySecretEnv -}}
{{- $names = append $names (tpl $from.existingSecret $) -}}
{{- end -}}
{{- range $names | uniq | sortAlpha -}}
secret/{{ . }}{{ " " }}
{{- end -}}
{{- $mode := dig "database" "mode" "volume" .Values.global -}}
{{- if eq $mode "volume" -}}persistentvolumeclaim/data-postgres-0
{{- else if eq $mode "memory" -}}pod/postgres-0
{{- end -}}
{{- end }}

{{/*
On upgrade a hook: the schema is there before the first new pod. On the first install an ordinary
Job, because a hook would wait for a database that the same release may bring; the pods wait for it
by not being ready. The two have different names, so that neither deletes the other. Of a whole with
its database in memory each upgrade may bring an empty one, which a hook would be too early for: an
ordinary Job again, named by the revision because a Job cannot be changed.
*/}}
{{- define "taskora-service.migration" -}}
{{- if .Values.migration.enabled -}}
{{- $mode := dig "database" "mode" "volume" .Values.global -}}
{{- $isEmptied := and (eq $mode "memory") (not .Chart.IsRoot) -}}
{{- $isHook := and .Release.IsUpgrade (not $isEmptied) -}}
{{- $suffix := "migrate" -}}
{{- if $isHook -}}{{- $suffix = "migrate-upgrade" -}}
{{- else if .Release.IsUpgrade -}}{{- $suffix = printf "migrate-%d" .Release.Revision -}}
{{- end -}}
{{- $name := printf "%s-%s" (include "taskora-service.fullname" .) $suffix -}}
{{- $context := dict "root" . "component" "migration" "name" $name -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
  {{- if $isHook }}
  annotations:
    helm.sh/hook: pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
    {{- with include "taskora-service.databaseIdentity" . | trim }}
    nx-helm/database: {{ . }}
    {{- end }}
  {{- end }}
spec:
  backoffLimit: {{ ternary 0 6 $isHook }}
  activeDeadlineSeconds: {{ .Values.migration.deadlineSeconds }}
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        {{- include "taskora-service.labels" $context | nindent 8 }}
    spec:
      {{- include "taskora-service.podBasics" . | nindent 6 }}
      restartPolicy: Never
      containers:
        - name: migrate
          {{- include "taskora-service.containerBasics" . | nindent 10 }}
          command:
            {{- toYaml .Values.migration.command | nindent 12 }}
          env:
            {{- range $name := .Values.migration.env }}
            - name: {{ $name }}
              value: {{ include "taskora-service.setting" (dict "root" $ "value" (get $.Values.env $name)) }}
            {{- end }}
            {{- include "taskora-service.secretEnv" (dict "root" . "from" .Values.secretEnv "names" .Values.migration.secretEnv) | trim | nindent 12 }}
            {{- with include "taskora-service.secretEnv" (dict "root" . "from" .Values.migration.onlySecretEnv) }}
            {{- . | trim | nindent 12 }}
            {{- end }}
{{- end -}}
{{- end }}
