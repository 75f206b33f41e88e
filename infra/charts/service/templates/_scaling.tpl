{{- define "taskora-service.horizontalpodautoscaler" -}}
{{- $scaling := .Values.autoscaling -}}
{{- if $scaling.enabled -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server") | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "taskora-service.fullname" . }}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: {{ $scaling.scaleUpStabilizationSeconds }}
    scaleDown:
      stabilizationWindowSeconds: {{ $scaling.scaleDownStabilizationSeconds }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $scaling.targetCpuPercent }}
{{- end -}}
{{- end }}

{{/* A budget on a single pod would only block the drain of its node. */}}
{{- define "taskora-service.poddisruptionbudget" -}}
{{- $scaling := .Values.autoscaling -}}
{{- $fewest := ternary $scaling.minReplicas (ternary 1 .Values.replicas .Values.live.enabled) $scaling.enabled | int -}}
{{- if and .Values.podDisruptionBudget.enabled (gt $fewest 1) -}}
{{- $context := dict "root" . "component" "server" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "taskora-service.selector" $context | nindent 6 }}
{{- end -}}
{{- end }}
