import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { programPath, run } from '../run.ts';
import { helm, packChart, releaseFolder } from './pack-chart.ts';
import { readPushed, readPushedImages } from './pushed-images.ts';

const environment = 'release';

export interface Place {
  /** Host and path. */
  readonly registry: string;
  /** For a registry without TLS, such as one on this machine. */
  readonly isPlain: boolean;
}

export interface Publication extends Place {
  /** The product's version, as `nx release` has written it, unless given. */
  readonly version?: string;
}

/** A chart in a registry. */
export interface PublishedChart {
  readonly name: string;
  readonly version: string;
  /** `oci://HOST/PATH/charts/NAME@sha256:…`, which names these bytes and no others. */
  readonly reference: string;
}

/** Packages every chart that helm-template has staged, with its images by digest, and pushes it. */
export async function publishCharts({
  version = productVersion(),
  ...place
}: Publication): Promise<void> {
  const folder = join(workspaceRoot, 'dist', 'registry', environment);
  const images = readPushedImages(folder);
  const pushed = new Map(readPushed(folder).map((image) => [image.reference, image]));
  const charts: PublishedChart[] = [];
  for (const name of readdirSync(join(workspaceRoot, 'dist', 'charts')).toSorted()) {
    const chart = { name, version };
    await refuseIfThere(chart, place);
    charts.push(await pushChart(await packChart(name, version, pushed), chart, place));
  }
  writeFileSync(join(releaseFolder, 'charts.json'), JSON.stringify(charts));
  writeFileSync(join(releaseFolder, 'images.json'), JSON.stringify(images));
}

type Named = Pick<PublishedChart, 'name' | 'version'>;

/** Pushes a packed chart, and says by which digest the registry has it. */
export async function pushChart(
  archive: string,
  { name, version }: Named,
  { registry, isPlain }: Place,
): Promise<PublishedChart> {
  const target = `oci://${registry}/charts`;
  const printed = await helm(['push', archive, target, ...connection(isPlain)]);
  const [digest] = /sha256:[0-9a-f]{64}/.exec(printed) ?? [];
  if (digest === undefined) throw new Error(`helm push names no digest: ${printed}`);
  console.log(`pushed ${registry}/charts/${name}:${version} as ${digest}`);
  return { name, version, reference: `${target}/${name}@${digest}` };
}

const connection = (isPlain: boolean): readonly string[] => (isPlain ? ['--plain-http'] : []);

/** A version once published never becomes another; that Helm cannot show it is the usual case. */
async function refuseIfThere(
  { name, version }: Named,
  { registry, isPlain }: Place,
): Promise<void> {
  const chart = `oci://${registry}/charts/${name}`;
  const args = ['show', 'chart', chart, '--version', version, ...connection(isPlain)];
  const shown = await run(programPath('helm'), args);
  if (shown.exitCode !== 0) return;
  throw new UserError(
    'CHART_THERE',
    `${chart} has version ${version} already`,
    'release another version, or delete this one in the registry first',
  );
}

export function productVersion(): string {
  const file = join(workspaceRoot, 'apps', 'web', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
