import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { writeFiles } from '../testing/workspace.ts';
import { askedIn, refuseClusterDependent } from './cluster-dependence.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-dependence-'));
  writeFiles(root, {
    'values.json': '{}',
    'chart/Chart.yaml': 'name: web',
    'chart/templates/lookup.yaml': 'kind: {{ .Values.lookup }}\ntext: lookup\n',
    'chart/charts/library/templates/crds/none.yaml': '',
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const check = () =>
  refuseClusterDependent('web', { chart: join(root, 'chart'), values: join(root, 'values.json') });

describe('a chart of which something else may be deployed than was checked (C3)', () => {
  it.each<[string, string, string]>([
    ['template', 'chart/templates/a.yaml', '{{- if lookup "v1" "Node" "" "" }}kind: Node{{ end }}'],
    ['helper', 'chart/templates/_a.tpl', '{{ define "a" }}{{ (lookup "v1").b }}{{ end }}'],
    ['dependency', 'chart/charts/library/templates/a.yaml', '{{ $a := lookup "v1" "Pod" "" "" }}'],
    ['text that is made a template', 'chart/files/a.txt', '{{ lookup "v1" "Pod" "a" "b" }}'],
    ['value that is made a template', 'values.json', '{ "a": "{{ lookup `v1` `Pod` `` `` }}" }'],
    ['definition of a kind', 'chart/crds/a.yaml', 'kind: CustomResourceDefinition'],
    ['dependency’s definition', 'chart/charts/library/crds/a.yaml', 'kind: Any'],
  ])('is refused for a %s', async (_what, file, text) => {
    await check();
    writeFiles(root, { [file]: text });
    await expect(check()).rejects.toThrow(/NXHELM_PREVIEW_RENDER: .*nothing was deployed/);
  });

  it('is refused for a dependency in an archive', async () => {
    const tar = pack();
    tar.entry({ name: 'redis/templates/a.yaml' }, '{{ lookup "v1" "Secret" "a" "b" }}');
    tar.finalize();
    mkdirSync(join(root, 'chart/charts'), { recursive: true });
    writeFileSync(join(root, 'chart/charts/redis-1.0.0.tgz'), gzipSync(await buffer(tar)));
    await expect(check()).rejects.toThrow(/templates\/a\.yaml asks by lookup/);
  });

  it.each<[string, string | undefined]>([
    ['{{ if .Capabilities.APIVersions.Has "a/v1" }}', '.Capabilities.APIVersions'],
    ['{{ printf "}}" | lookup }}', 'lookup'],
    ['{{ getHostByName "base" }}', 'getHostByName'],
    ['{{/* no lookup */}}{{ include "lookup-of" . }}{{ .lookup }}{{ $lookup }}', undefined],
    ['{{ semverCompare ">=1.30" .Capabilities.KubeVersion.Version }}', undefined],
    ['lookup {{ .a }} lookup {{ .b }}', undefined],
  ])('in %s is known', (text, asked) => {
    expect(askedIn(text)).toBe(asked);
  });
});
