{{/* What is made of the prompts of this workspace. */}}
{{- define "platform.kagentSource" -}}
{{- .Files.Get "files/kagent.yaml" -}}
{{- end }}

{{- define "platform.kagentMetadata" -}}
{{- include "taskora-service.metadata" (dict "root" . "component" "operator" "name" "taskora-ops") -}}
{{- end }}

{{/* Values that leave an agent without what it needs; each is one error. */}}
{{- define "platform.checkKagent" -}}
{{- $kagent := .Values.kagent -}}
{{- if not $kagent.modelConfig -}}
{{- fail (printf "ERROR: kagent.modelConfig is empty and kagent.apiVersion is %q, so the agent would have no model. Do: set kagent.modelConfig to a ModelConfig of the namespace" $kagent.apiVersion) -}}
{{- end -}}
{{- with $kagent.harness -}}
{{- if and .image (or (not .workerPool) (not .snapshots)) -}}
{{- fail "ERROR: kagent.harness.image is set, and kagent.harness.workerPool or kagent.harness.snapshots is empty. Do: set all three, or none where the namespace has a Harness that takes kagent.harness.labels" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* The same in both generations of the API. */}}
{{- define "platform.kagentServer" -}}
apiVersion: kagent.dev/{{ .Values.kagent.apiVersion }}
kind: RemoteMCPServer
metadata:
  {{- include "platform.kagentMetadata" . | nindent 2 }}
spec:
  description: {{ (include "platform.kagentSource" . | fromYaml).description | quote }}
  protocol: STREAMABLE_HTTP
  # The controller of kagent asks, too, from a namespace of its own.
  url: {{ .Values.kagent.serverUrl | default (printf "http://ops.%s/mcp" .Release.Namespace) | quote }}
  timeout: 30s
  {{- with .Values.kagent.authorization }}
  {{- if .existingSecret }}
  headersFrom:
    - name: Authorization
      valueFrom:
        type: Secret
        name: {{ .existingSecret | quote }}
        key: {{ .key | quote }}
  {{- end }}
  {{- end }}
{{- end }}

{{/* Of kagent 0.9 and 0.10: its controller runs a pod for each Agent. */}}
{{- define "platform.kagentAgent" -}}
{{- $source := include "platform.kagentSource" . | fromYaml -}}
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata:
  {{- include "platform.kagentMetadata" . | nindent 2 }}
spec:
  type: Declarative
  description: {{ $source.description | quote }}
  declarative:
    modelConfig: {{ .Values.kagent.modelConfig | quote }}
    systemMessage: {{ $source.systemPrompt | quote }}
    tools:
      - type: McpServer
        mcpServer:
          apiGroup: kagent.dev
          kind: RemoteMCPServer
          name: taskora-ops
          toolNames:
            {{- toYaml $source.tools | nindent 12 }}
    a2aConfig:
      skills:
        {{- toYaml $source.skills | nindent 8 }}
    deployment:
      replicas: 1
      resources:
        {{- include "taskora-service.resources" (dict "resources" .Values.kagent.resources "key" "kagent.resources" "chart" .Chart.Name) | nindent 8 }}
      # The namespace takes no other pods.
      podSecurityContext:
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
      securityContext:
        allowPrivilegeEscalation: false
        capabilities: { drop: [ALL] }
{{- end }}

{{/* Of the API after that: what an agent is, apart from where it runs. It binds tools without asking for a yes. */}}
{{- define "platform.kagentTemplate" -}}
{{- $source := include "platform.kagentSource" . | fromYaml -}}
apiVersion: kagent.dev/v1alpha3
kind: AgentTemplate
metadata:
  {{- include "platform.kagentMetadata" . | nindent 2 }}
    {{- toYaml .Values.kagent.harness.labels | nindent 4 }}
spec:
  modelConfig:
    name: {{ .Values.kagent.modelConfig | quote }}
  description: {{ $source.description | quote }}
  systemPrompt: {{ $source.systemPrompt | quote }}
  tools:
    - mcp:
        server:
          kind: RemoteMCPServer
          name: taskora-ops
        tools:
          {{- toYaml $source.tools | nindent 10 }}
{{- end }}

{{- define "platform.kagentHarness" -}}
{{- $harness := .Values.kagent.harness -}}
apiVersion: kagent.dev/v1alpha3
kind: Harness
metadata:
  {{- include "platform.kagentMetadata" . | nindent 2 }}
spec:
  kagent: {}
  workload:
    image: {{ $harness.image | quote }}
  substrate:
    workerPoolRef:
      name: {{ $harness.workerPool | quote }}
    snapshotPolicy:
      location: {{ $harness.snapshots | quote }}
  allowedAgentTemplates:
    selector:
      matchLabels:
        {{- toYaml $harness.labels | nindent 8 }}
{{- end }}
