{{- define "taskora-service.service" -}}
{{- $context := dict "root" . "component" "server" -}}
{{- $service := .Values.service -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "taskora-service.metadata" $context | nindent 2 }}
spec:
  type: {{ $service.type }}
  selector:
    {{- include "taskora-service.selector" $context | nindent 4 }}
  ports:
    - name: http
      port: {{ $service.port }}
      targetPort: http
      protocol: TCP
      {{- if eq $service.type "NodePort" }}
      nodePort: {{ $service.nodePort }}
      {{- end }}
{{- end }}
