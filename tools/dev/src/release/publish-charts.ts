import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { must, programPath, run } from '../run.ts';
import { readPushedImages } from './pushed-images.ts';

const environment = 'release';

export interface Publication {
  readonly registry: string;
  /** The product's version, as `nx release` has written it, unless given. */
  readonly version?: string;
  /** For a registry without TLS, such as one on this machine. */
  readonly isPlain: boolean;
}

/** Packages every chart that helm-template has staged, with its libraries in it, and pushes it. */
export async function publishCharts({
  registry,
  version = productVersion(),
  isPlain,
}: Publication): Promise<void> {
  const connection = isPlain ? ['--plain-http'] : [];
  const target = join(workspaceRoot, 'dist', 'release');
  mkdirSync(target, { recursive: true });
  const charts = join(workspaceRoot, 'dist', 'charts');
  for (const name of readdirSync(charts).toSorted()) {
    await refuseIfThere(`oci://${registry}/charts/${name}`, version, connection);
    const source = join(charts, name);
    await helm(['package', source, '--version', version, '--destination', target]);
    const archive = join(target, `${name}-${version}.tgz`);
    await helm(['push', archive, `oci://${registry}/charts`, ...connection]);
    console.log(`pushed ${registry}/charts/${name}:${version}`);
  }
  const images = readPushedImages(join(workspaceRoot, 'dist', 'registry', environment));
  writeFileSync(join(target, 'images.json'), JSON.stringify(images));
}

/** A version once published never becomes another; that Helm cannot show it is the usual case. */
async function refuseIfThere(
  chart: string,
  version: string,
  connection: readonly string[],
): Promise<void> {
  const args = ['show', 'chart', chart, '--version', version, ...connection];
  const shown = await run(programPath('helm'), args);
  if (shown.exitCode !== 0) return;
  throw new UserError(
    'CHART_THERE',
    `${chart} has version ${version} already`,
    'release another version, or delete this one in the registry first',
  );
}

const helm = (args: readonly string[]): Promise<string> =>
  must(programPath('helm'), args, {
    code: 'CHART_NOT_PUBLISHED',
    fix: 'helm registry login HOST, then run this command again',
  });

function productVersion(): string {
  const file = join(workspaceRoot, 'apps', 'web', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
