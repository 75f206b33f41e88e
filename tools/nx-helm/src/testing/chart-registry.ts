import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { run } from '@taskora/base/run';
import { programsFolder } from './fixture-workspace.ts';
import { writeFiles } from './workspace.ts';

const helm = join(programsFolder(), 'helm');

/** A packed chart, as a repository has it. */
interface PackedChart {
  readonly name: string;
  readonly version: string;
  readonly content: Buffer;
}

/**
 * A chart repository and an OCI registry on this machine, for whom a test publishes charts by the real
 * Helm's packages. It notes what is asked of it, and can be closed as a network can.
 */
export async function startChartRegistry(folder: string) {
  const charts = new Map<string, PackedChart>();
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const answer = answerTo(url, charts, origin());
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': answer?.type ?? 'text/plain',
      'content-length': answer?.content.length ?? 0,
      ...(answer === undefined ? {} : { 'docker-content-digest': digestOf(answer.content) }),
    });
    response.end(answer?.content);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = (): string => `http://127.0.0.1:${port}`;
  return {
    /** As `repository` of a dependency. */
    http: origin(),
    oci: `oci://127.0.0.1:${port}/charts`,
    asked,
    /** Publishes a chart of these files, over one of the same name and version. */
    publish: async (files: Readonly<Record<string, string>>): Promise<void> => {
      const { name, version } = chartOf(files);
      const source = join(folder, `${name}-${version}-${charts.size}`, name);
      writeFiles(source, files);
      const args = ['package', source, '--destination', folder];
      const { exitCode, stdout, stderr } = await run(helm, args);
      if (exitCode !== 0) throw new Error(stderr);
      const file = join(folder, basename(stdout.trim()));
      charts.set(`${name}-${version}`, { name, version, content: readFileSync(file) });
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function chartOf(files: Readonly<Record<string, string>>) {
  const field = (name: string): string =>
    new RegExp(`^${name}: *(.+)$`, 'm').exec(files['Chart.yaml'] ?? '')?.[1] ?? '';
  return { name: field('name'), version: field('version') };
}

interface Answer {
  readonly type: string;
  readonly content: Buffer;
}

type Charts = ReadonlyMap<string, PackedChart>;

function answerTo(url: string, charts: Charts, origin: string): Answer | undefined {
  if (url === '/index.yaml') return json(indexOf(charts, origin));
  if (url === '/v2/') return json({});
  const packed = charts.get(basename(url, '.tgz'));
  if (packed !== undefined) return { type: 'application/gzip', content: packed.content };
  const [, name = '', kind, reference = ''] =
    /^\/v2\/charts\/([^/]+)\/(manifests|blobs|tags)\/(.+)$/.exec(url) ?? [];
  const versions = [...charts.values()].filter((chart) => chart.name === name);
  if (kind === 'tags') return json({ name, tags: versions.map(({ version }) => version) });
  const answers = versions.flatMap((chart) => [
    { tag: chart.version, ...manifestOf(chart) },
    { tag: '', ...configOf(chart) },
    { tag: '', type: 'application/octet-stream', content: chart.content },
  ]);
  return answers.find(({ tag, content }) => tag === reference || digestOf(content) === reference);
}

function indexOf(charts: Charts, origin: string) {
  const entries: Record<string, object[]> = {};
  for (const { name, version, content } of charts.values()) {
    const entry = {
      apiVersion: 'v2',
      name,
      version,
      digest: digestOf(content).slice('sha256:'.length),
      urls: [`${origin}/${name}-${version}.tgz`],
    };
    entries[name] = [...(entries[name] ?? []), entry];
  }
  return { apiVersion: 'v1', entries };
}

function configOf({ name, version }: PackedChart): Answer {
  return json({ apiVersion: 'v2', name, version });
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

function manifestOf(chart: PackedChart): Answer {
  const described = (mediaType: string, content: Buffer) => ({
    mediaType,
    digest: digestOf(content),
    size: content.length,
  });
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: described('application/vnd.cncf.helm.config.v1+json', configOf(chart).content),
    layers: [described('application/vnd.cncf.helm.chart.content.v1.tar+gzip', chart.content)],
  };
  return { ...json(manifest), type: manifestType };
}

function json(value: object): Answer {
  return { type: 'application/json', content: Buffer.from(JSON.stringify(value)) };
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
