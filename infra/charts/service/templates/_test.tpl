{{/* `helm test`: the service's own image asks for readiness through the Service. */}}
{{- define "taskora-service.test" -}}
{{- $fullname := include "taskora-service.fullname" . -}}
{{- $context := dict "root" . "component" "test" "name" (printf "%s-test" $fullname) -}}
apiVersion: v1
kind: Pod
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  {{- include "taskora-service.podBasics" . | nindent 2 }}
  restartPolicy: Never
  containers:
    - name: test
      {{- include "taskora-service.containerBasics" . | nindent 6 }}
      command:
        {{- toYaml .Values.test.command | nindent 8 }}
        - {{ printf "http://%s:%v%s" $fullname .Values.service.port .Values.probes.readinessPath | quote }}
{{- end }}
