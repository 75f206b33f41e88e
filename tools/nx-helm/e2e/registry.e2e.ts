import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { readEnvironment } from '../src/chart/environment-file.ts';
import { writeRegistryValues } from '../src/chart/release-values.ts';
import rollout from '../src/executors/rollout/executor.ts';
import { selectEngine } from '../src/image/engine.ts';
import type { ImageDescription } from '../src/image/image-description.ts';
import { readImage } from '../src/image/image-description.ts';
import { exportTestImage } from '../src/testing/export-test-image.ts';
import { executorContext, writeFiles } from '../src/testing/workspace.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { startRegistry } from './registry-server.ts';

const prefix = 'nxhelm-images';

/** A registry instead of the node's own store (N7): pushed once, deployed by digest, cut off early. */
export async function deploysFromRegistry(given: EndToEndContext): Promise<void> {
  const root = join(given.temporaryFolder, 'workspace');
  const registry = await startRegistry(given.temporaryFolder);
  const engine = await selectEngine('app');
  const references = new Set<string>();
  try {
    const options = writeWorkspace(root, registry.host);
    const push = async () => {
      const result = await rollout(
        { step: 'image-load', ...options },
        executorContext(root, 'app', {}),
      );
      return result.success ? reportOf(root) : undefined;
    };
    const build = async (content: string, year: number) => {
      const image = await buildImage(root, content, year);
      references.add(image.reference);
      return image;
    };
    const first = await build('one', 2020);
    assert.equal(await push(), 'pushed');
    const digest = await digestAt(registry.host, first.tag);
    shown(`registry: pushed, and the registry says ${digest.slice(0, 19)}`);

    assert.equal(await push(), 'present');
    const rebuilt = await build('one', 2026);
    assert.equal(rebuilt.tag, first.tag);
    assert.notEqual(rebuilt.configDigest, first.configDigest);
    await engine.untagImage(first.reference);
    assert.equal(await push(), 'present');
    assert.equal(await digestAt(registry.host, first.tag), digest);
    assert.equal(await engine.hasImage(first.reference), false);
    shown('registry: an equal rebuild is not pushed, needs no engine, and keeps the digest');

    const before = await rendered(given.workspaceRoot, root, options);
    assert.match(before, new RegExp(`image: "?${registry.host}/acme/app@${digest}"?$`, 'm'));
    shown('registry: the release runs the image by digest');

    const changed = await build('two', 2026);
    assert.equal(await push(), 'pushed');
    assert.notEqual(await digestAt(registry.host, changed.tag), digest);
    assert.notEqual(await rendered(given.workspaceRoot, root, options), before);
    shown('registry: a changed image has another digest');

    await pullsBack(registry.host, digest, engine.name);
    shown('registry: what was pushed can be pulled by its digest');

    writeFiles(root, { 'environments/prod.yaml': environment(registry.host, false) });
    assert.equal(await push(), undefined);
    shown('registry: without https it is refused, unless the environment allows it');
  } finally {
    for (const reference of references) await engine.untagImage(reference);
    await registry.stop();
  }
}

function environment(host: string, isInsecure: boolean): string {
  return `nxHelm: { kubeVersion: 1.34.4, registry: "${host}/acme", insecureRegistry: ${isInsecure} }\n`;
}

function writeWorkspace(root: string, host: string) {
  const image =
    '{{ .Values.image.repository }}{{ with .Values.image.digest }}@{{ . }}{{ else }}:{{ .Values.image.tag }}{{ end }}';
  writeFiles(root, {
    'environments/prod.yaml': environment(host, true),
    'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
    'chart/templates/pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n  containers:\n    - name: app\n      image: ${image}\n`,
  });
  return {
    chart: 'chart',
    images: { image: 'app' },
    namespace: 'default',
    environment: 'prod',
    environmentsDirectory: 'environments',
    programsDirectory: 'bin',
    // Pushing asks no cluster, so none may be needed.
    contexts: 'no-such-context',
  };
}

function buildImage(root: string, content: string, year: number): Promise<ImageDescription> {
  const mtime = new Date(Date.UTC(year, 0, 1));
  const image = { layers: [[{ name: 'app.txt', content, mtime }]], history: mtime.toISOString() };
  return exportTestImage(root, 'app', image, [], prefix);
}

async function reportOf(root: string): Promise<string> {
  const text = await readFile(join(root, 'dist/loads/app.json'), 'utf8');
  return (JSON.parse(text) as { action: string }).action;
}

async function digestAt(host: string, tag: string): Promise<string> {
  const accept =
    'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
  const answer = await fetch(`http://${host}/v2/acme/app/manifests/${tag}`, {
    headers: { accept },
  });
  return answer.headers.get('docker-content-digest') ?? '';
}

/** What Helm makes of the chart with the values that a deploy adds to those of the render. */
async function rendered(
  workspaceRoot: string,
  root: string,
  options: ReturnType<typeof writeWorkspace>,
): Promise<string> {
  const byTag = join(root, 'by-tag.yaml');
  const { images, environmentsDirectory, environment: wanted } = options;
  const environment = readEnvironment(root, environmentsDirectory, wanted, 'app');
  const byDigest = await writeRegistryValues(root, 'app', images, environment);
  assert.ok(byDigest);
  const { name, tag } = readImage(root, 'app');
  writeFiles(root, { 'by-tag.yaml': `image: { repository: ${name}, tag: ${tag} }\n` });
  const helm = join(workspaceRoot, '.taskora/bin/helm');
  const values = ['--values', byTag, '--values', byDigest];
  const result = await run(helm, ['template', 'app', join(root, 'chart'), ...values]);
  assert.equal(result.exitCode, 0, result.stderr);
  return result.stdout;
}

async function pullsBack(host: string, digest: string, engine: string): Promise<void> {
  const reference = `${host}/acme/app@${digest}`;
  const insecure = engine === 'podman' ? ['--tls-verify=false'] : [];
  const { exitCode, stderr } = await run(engine, ['pull', '--quiet', ...insecure, reference]);
  assert.equal(exitCode, 0, stderr);
  await run(engine, ['image', 'rm', reference]);
}

await runByItself(import.meta.url, deploysFromRegistry);
