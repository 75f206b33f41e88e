{{/*
What a container asks for and what it may take: `resources`; `key` and `chart` name them in an error.
An API server refuses a request over its limit, after the first objects of the release are there.
*/}}
{{- define "taskora-service.resources" -}}
{{- range $kind, $limit := .resources.limits -}}
{{- $request := get $.resources.requests $kind -}}
{{- if gt (float64 (include "taskora-service.amount" $request)) (float64 (include "taskora-service.amount" $limit)) -}}
{{- fail (printf "ERROR: %s.requests.%s is %s and %s.limits.%s is %s in the values of chart %s, so no pod would be taken. Do: set the limit to the request or more" $.key $kind $request $.key $kind $limit $.chart) -}}
{{- end -}}
{{- end -}}
{{- toYaml .resources -}}
{{- end }}

{{/* A quantity such as 500m or 64Mi as a number; types.schema.json has the suffixes. */}}
{{- define "taskora-service.amount" -}}
{{- $factors := dict "" 1 "m" 0.001 "K" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 -}}
{{- $number := regexFind "^[0-9.]+" . -}}
{{- mulf (float64 $number) (get $factors (trimPrefix $number .)) -}}
{{- end }}
