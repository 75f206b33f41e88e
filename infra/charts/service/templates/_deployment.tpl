{{- define "taskora-service.deployment" -}}
{{- $context := dict "root" . "component" "server" -}}
{{- $rollout := .Values.rollout -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicas }}
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
    spec:
      {{- include "taskora-service.podBasics" . | nindent 6 }}
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
          {{- include "taskora-service.containerBasics" . | nindent 10 }}
          ports:
            - name: http
              containerPort: {{ .Values.port }}
              protocol: TCP
          envFrom:
            - configMapRef:
                name: {{ include "taskora-service.fullname" . }}
          {{- with include "taskora-service.secretEnv" (dict "root" .) }}
          env:
            {{- . | trim | nindent 12 }}
          {{- end }}
          {{- include "taskora-service.probes" . | nindent 10 }}
          {{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ $rollout.drainSeconds }}
          {{- end }}
{{- end }}

{{/* Liveness asks nothing of the database, so that an outage there restarts no pod. */}}
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
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}
