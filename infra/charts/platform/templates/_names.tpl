{{/* The services reach the database under this name, in whichever release it is. */}}
{{- define "platform.database" -}}postgres{{- end }}

{{/* Empty where the database is somebody else's. */}}
{{- define "platform.inCluster" -}}
{{- if ne .Values.global.database.mode "external" -}}true{{- end -}}
{{- end }}

{{- define "platform.databaseMetadata" -}}
{{- include "taskora-service.metadata" (dict "root" . "component" "database" "name" (include "platform.database" .)) -}}
{{- end }}

{{- define "platform.databaseImage" -}}
{{- include "taskora-service.image" (dict "root" . "image" .Values.image "key" "image") | quote -}}
{{- end }}

{{/* Data in memory is not worth a flush to disk, and its log must stay far below the size limit. */}}
{{- define "platform.memorySettings" -}}
{{- if eq .Values.global.database.mode "memory" -}}
fsync: "off"
full_page_writes: "off"
max_wal_size: 64MB
min_wal_size: 32MB
{{- else -}}
{}
{{- end -}}
{{- end }}
