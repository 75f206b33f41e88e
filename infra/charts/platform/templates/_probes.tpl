{{- define "platform.databaseProbes" -}}
{{- $command := list "pg_isready" "--quiet" "--host=127.0.0.1" "--username=postgres" "--dbname=taskora" -}}
startupProbe:
  exec:
    command: {{ toJson $command }}
  periodSeconds: 1
  timeoutSeconds: 3
  # The first start makes the data folder; a start after a crash replays the log.
  failureThreshold: 180
readinessProbe:
  exec:
    command: {{ toJson $command }}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
livenessProbe:
  exec:
    command: {{ toJson $command }}
  periodSeconds: 15
  timeoutSeconds: 10
  failureThreshold: 6
{{- end }}
