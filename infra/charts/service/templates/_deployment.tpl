{{- define "taskora-service.deployment" -}}
{{- $context := dict "root" . "component" "server" -}}
{{- $rollout := .Values.rollout -}}
{{- $live := .Values.live.enabled -}}
{{- $container := . -}}
{{- if $live -}}
{{- $container = merge (dict "Values" (merge (dict "resources" (dict "limits" (dict "cpu" .Values.live.cpu))) .Values)) . -}}
{{- end -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ ternary 1 .Values.replicas $live }}
  {{- end }}
  revisionHistoryLimit: 3
  minReadySeconds: {{ $rollout.minReadySeconds }}
  progressDeadlineSeconds: {{ $rollout.progressDeadlineSeconds }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "taskora-service.selector" $context | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "taskora-service.labels" $context | nindent 8 }}
      annotations:
        checksum/config: {{ include "taskora-service.settings" . | sha256sum }}
        {{- include "taskora-service.metricsAnnotations" . | nindent 8 }}
        {{- if $live }}
        {{- include "taskora-service.liveAnnotations" . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "taskora-service.podBasicsOf" (dict "root" . "token" .Values.serviceAccount.token) | nindent 6 }}
      {{- if $live }}
        {{- include "taskora-service.liveVolumes" . | nindent 8 }}
      initContainers:
        {{- include "taskora-service.liveInitContainer" $container | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ $rollout.gracePeriodSeconds }}
      topologySpreadConstraints:
        {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "taskora-service.selector" $context | nindent 14 }}
        {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          {{- include "taskora-service.containerBasics" $container | nindent 10 }}
          {{- if $live }}
          {{- include "taskora-service.liveContainer" . | trimPrefix "\n" | nindent 10 }}
          {{- end }}
          ports:
            - name: http
              containerPort: {{ .Values.port }}
              protocol: TCP
            {{- if include "taskora-service.isMeasured" . }}
            - name: metrics
              containerPort: {{ .Values.metricsPort }}
              protocol: TCP
            {{- end }}
          envFrom:
            - configMapRef:
                name: {{ include "taskora-service.fullname" . }}
          {{- with include "taskora-service.secretEnv" (dict "root" . "from" .Values.secretEnv) }}
          env:
            {{- . | trim | nindent 12 }}
          {{- end }}
          {{- include (ternary "taskora-service.liveProbes" "taskora-service.probes" $live) . | nindent 10 }}
          lifecycle:
            preStop:
              {{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version }}
              sleep:
                seconds: {{ $rollout.drainSeconds }}
              {{- else }}
              exec:
                command:
                  {{- toYaml $rollout.drainCommand | nindent 18 }}
                  - {{ $rollout.drainSeconds | quote }}
              {{- end }}
{{- end }}

{{/* Relations between numbers, which a schema cannot express. */}}
{{- define "taskora-service.checkNumbers" -}}
{{- $rollout := .Values.rollout -}}
{{- if le (int $rollout.gracePeriodSeconds) (int $rollout.drainSeconds) -}}
{{- fail (printf "ERROR: rollout.gracePeriodSeconds is %v and rollout.drainSeconds is %v in the values of chart %s: a pod would be killed while it still serves. Do: set gracePeriodSeconds to more than drainSeconds and the longest request together" $rollout.gracePeriodSeconds $rollout.drainSeconds .Chart.Name) -}}
{{- end -}}
{{- if eq (int .Values.port) (int .Values.metricsPort) -}}
{{- fail (printf "ERROR: port and metricsPort are both %v in the values of chart %s: the metrics must not be on the public port. Do: set metricsPort to another port" .Values.port .Chart.Name) -}}
{{- end -}}
{{- $scaling := .Values.autoscaling -}}
{{- if lt (int $scaling.maxReplicas) (int $scaling.minReplicas) -}}
{{- fail (printf "ERROR: autoscaling.maxReplicas is %v and autoscaling.minReplicas is %v in the values of chart %s. Do: set maxReplicas to minReplicas or more" $scaling.maxReplicas $scaling.minReplicas .Chart.Name) -}}
{{- end -}}
{{- end }}

{{/*
Liveness asks nothing of the database, so that an outage there restarts no pod, and it has patience:
a pod that is busy is no better off when it begins anew. Readiness takes a busy one away much sooner.
*/}}
{{- define "taskora-service.probes" -}}
{{- $probes := .Values.probes -}}
startupProbe:
  httpGet:
    path: {{ $probes.livenessPath }}
    port: http
  periodSeconds: 1
  timeoutSeconds: 2
  failureThreshold: {{ $probes.startupSeconds }}
readinessProbe:
  httpGet:
    path: {{ $probes.readinessPath }}
    port: http
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: {{ $probes.livenessPath }}
    port: http
  periodSeconds: 15
  timeoutSeconds: 10
  failureThreshold: 6
{{- end }}
