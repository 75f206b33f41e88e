{{/* Holds for every pod of the release: servers, migrations and tests. */}}
{{- define "taskora-service.networkpolicy" -}}
{{- $policy := .Values.networkPolicy -}}
{{- if $policy.enabled -}}
{{- $own := dict "app.kubernetes.io/name" .Chart.Name "app.kubernetes.io/instance" .Release.Name -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "taskora-service.metadata" (dict "root" . "component" "server") | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- toYaml $own | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - ports:
        - port: {{ .Values.port }}
          protocol: TCP
      {{- if not $policy.public }}
      from:
        - podSelector:
            matchExpressions:
              - key: app.kubernetes.io/name
                operator: In
                values:
                  {{- append $policy.from .Chart.Name | toYaml | nindent 18 }}
      {{- end }}
    {{- if include "taskora-service.isMeasured" . }}
    - ports:
        - port: {{ .Values.metricsPort }}
          protocol: TCP
      from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ dig "monitoring" "namespace" "monitoring" .Values.global }}
    {{- end }}
  egress:
    - ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
    - to:
        - podSelector:
            matchLabels:
              {{- toYaml $own | nindent 14 }}
      ports:
        - port: {{ .Values.port }}
          protocol: TCP
    {{- range $policy.to }}
    - to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ .chart }}
      ports:
        - port: {{ .port }}
          protocol: TCP
    {{- end }}
    {{- range $policy.outside }}
    {{- with tpl . $ }}
    - ports:
        - port: {{ include "taskora-service.portOf" . }}
          protocol: TCP
    {{- end }}
    {{- end }}
    {{- with include "taskora-service.traces" . }}
    {{- include "taskora-service.checkCollector" $ }}
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ dig "monitoring" "namespace" "monitoring" $.Values.global }}
      ports:
        - port: {{ regexFind "[0-9]+$" . }}
          protocol: TCP
    {{- end }}
    {{- if eq (dig "database" "mode" "volume" .Values.global) "external" }}
    - ports:
        {{- range dig "database" "externalPorts" (list 5432) .Values.global }}
        - port: {{ . }}
          protocol: TCP
        {{- end }}
    {{- end }}
{{- end -}}
{{- end }}

{{/* The port that an address names, or that its scheme has. */}}
{{- define "taskora-service.portOf" -}}
{{- $url := urlParse . -}}
{{- $named := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $known := dict "http" "80" "https" "443" -}}
{{- if $named -}}{{ $named }}
{{- else if hasKey $known $url.scheme -}}{{ get $known $url.scheme }}
{{- else -}}
{{- fail (printf "ERROR: %s names no port, and only http and https have one of their own. Do: write it, such as %s://HOST:PORT" . ($url.scheme | default "https")) -}}
{{- end -}}
{{- end }}

{{/*
A collector in another namespace would be cut off silently; a name of one part is one of the
release's own namespace.
*/}}
{{- define "taskora-service.checkCollector" -}}
{{- $traces := include "taskora-service.traces" . -}}
{{- $open := dig "monitoring" "namespace" "monitoring" .Values.global -}}
{{- $labels := splitList "." (urlParse $traces).hostname -}}
{{- $namespace := .Release.Namespace -}}
{{- if gt (len $labels) 1 -}}{{- $namespace = index $labels 1 -}}{{- end -}}
{{- if ne $namespace $open -}}
{{- fail (printf "ERROR: global.monitoring.traces %s is in namespace %s, and the network policies let traces into namespace %s alone. Do: set global.monitoring.namespace to that of the collector, or give the collector in namespace %s" $traces $namespace $open $open) -}}
{{- end -}}
{{- end }}
