{{/*
Readiness asks whether the database takes questions: not while it replays its log, is full or stops.
Liveness asks whether its first process is there and listens at all, so that one of these restarts
nothing: pg_isready answers 1 for a server that refuses, and only 2 for one that says nothing.
*/}}
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
    command: {{ toJson (list "sh" "-c" "pg_isready --quiet --host=127.0.0.1 --timeout=5 || [ $? -eq 1 ]") }}
  periodSeconds: 15
  timeoutSeconds: 10
  failureThreshold: 6
{{- end }}
