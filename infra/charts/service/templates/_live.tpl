{{/*
The overlay of a development session: the application's folder lies on a volume of the pod, filled from
the image before the pod starts, and a supervisor takes changed files and restarts the application. The
rest of the file system stays read-only, and the user is the same.
*/}}
{{- define "taskora-service.checkLive" -}}
{{- if .Values.live.enabled -}}
{{- $where := printf "in the values of chart %s" .Chart.Name -}}
{{- if dig "protected" false (.Values.global | default dict) -}}
{{- fail (printf "ERROR: live.enabled is true %s, and global.protected says that nothing but an image may run there. Do: choose another environment for the development session" $where) -}}
{{- end -}}
{{- if .Values.autoscaling.enabled -}}
{{- fail (printf "ERROR: live.enabled and autoscaling.enabled are both true %s: a new pod would run the image, and not what was synced. Do: set autoscaling.enabled to false" $where) -}}
{{- end -}}
{{- if not .Values.live.command -}}
{{- fail (printf "ERROR: live.enabled is true and live.command is empty %s. Do: nx run %s:live, which sets both" $where .Chart.Name) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "taskora-service.live" -}}
{{- if .Values.live.enabled -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server" "name" (include "taskora-service.liveName" .)) | nindent 2 }}
data:
  {{ .Values.live.supervisor.file }}: {{ toJson .Values.live.supervisor.text }}
{{- end -}}
{{- end }}

{{- define "taskora-service.liveName" -}}
{{ include "taskora-service.fullname" . }}-live
{{- end }}

{{/* Where the plugin finds the supervisor of a pod. */}}
{{- define "taskora-service.liveAnnotations" -}}
nx-helm/live-port: {{ .Values.live.port | toString | quote }}
checksum/live: {{ .Values.live | toJson | sha256sum }}
{{- end }}

{{/* Items of the pod's list of volumes. */}}
{{- define "taskora-service.liveVolumes" -}}
- name: application
  emptyDir:
    sizeLimit: {{ .Values.live.sizeLimit }}
- name: supervisor
  configMap:
    name: {{ include "taskora-service.liveName" . }}
{{- end }}

{{- define "taskora-service.liveSupervisor" -}}
/supervisor/{{ .Values.live.supervisor.file }}
{{- end }}

{{/* Copies the image's folder; it is the container's own image, so that it has the same program. */}}
{{- define "taskora-service.liveInitContainer" -}}
- name: fill
  {{- include "taskora-service.containerBasics" . | nindent 2 }}
    - name: application
      mountPath: /volume
    - name: supervisor
      mountPath: /supervisor
      readOnly: true
  command:
    - {{ .Values.live.interpreter }}
    - {{ include "taskora-service.liveSupervisor" . }}
    - fill
    - {{ .Values.live.folder }}
    - /volume
{{- end }}

{{/* Further fields of the application's container; the first are items of its list of mounts. */}}
{{- define "taskora-service.liveContainer" -}}
{{- $live := .Values.live }}
  - name: application
    mountPath: {{ $live.folder }}
  - name: supervisor
    mountPath: /supervisor
    readOnly: true
command:
  - {{ $live.interpreter }}
  - {{ include "taskora-service.liveSupervisor" . }}
  - run
  - {{ $live.folder }}
  - {{ $live.port | toString | quote }}
  {{- toYaml $live.command | nindent 2 }}
{{- end }}

{{/*
An application that is edited may be broken for as long as that takes: it gets no requests then, and its
container stays, for the supervisor in it runs what comes next.
*/}}
{{- define "taskora-service.liveProbes" -}}
readinessProbe:
  httpGet:
    path: {{ .Values.probes.readinessPath }}
    port: http
  periodSeconds: 1
  timeoutSeconds: 3
  failureThreshold: 1
{{- end }}
