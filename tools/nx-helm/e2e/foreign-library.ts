import { writeFiles } from '../src/testing/workspace.ts';

/** A small library chart of somebody's own, as `chart --library` takes it. */
export function writeLibraryChart(root: string): void {
  writeFiles(root, {
    'charts/plain/project.json': '{ "name": "chart-plain", "projectType": "library" }\n',
    'charts/plain/Chart.yaml':
      'apiVersion: v2\nname: plain\nversion: 1.0.0\ndescription: Plain templates.\ntype: library\n',
    'charts/plain/values.yaml': 'exports:\n  defaults:\n    test:\n      command: []\n',
    'charts/plain/templates/_objects.tpl': `{{- define "plain.objects" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  image: {{ printf "%s:%s" .Values.image.repository .Values.image.tag | quote }}
  test: {{ .Values.test.command | toJson | quote }}
{{- end }}
`,
  });
}
