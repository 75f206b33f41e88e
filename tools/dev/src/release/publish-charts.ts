import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { programPath, run } from '../run.ts';
import { runMain } from '@taskora/base/run-main';
import { readPushedImages } from './pushed-images.ts';

const environment = 'release';

interface Publication {
  readonly registry: string;
  readonly version: string;
  /** Flags for Helm's way to the registry. */
  readonly how: readonly string[];
}

/** Packages every chart that helm-template has staged, with its libraries in it, and pushes it. */
async function publishCharts({ registry, version, how }: Publication): Promise<void> {
  const target = join(workspaceRoot, 'dist', 'release');
  mkdirSync(target, { recursive: true });
  const charts = join(workspaceRoot, 'dist', 'charts');
  for (const name of readdirSync(charts).toSorted()) {
    await refuseIfThere(`oci://${registry}/charts/${name}`, version, how);
    const versions = ['--version', version, '--app-version', version];
    await helm(['package', join(charts, name), ...versions, '--destination', target]);
    await helm([
      'push',
      join(target, `${name}-${version}.tgz`),
      `oci://${registry}/charts`,
      ...how,
    ]);
    console.log(`pushed ${registry}/charts/${name}:${version}`);
  }
  const images = readPushedImages(join(workspaceRoot, 'dist', 'registry', environment));
  writeFileSync(join(target, 'images.json'), JSON.stringify(images));
}

/** A version once published never becomes another; that Helm cannot show it is the usual case. */
async function refuseIfThere(
  chart: string,
  version: string,
  how: readonly string[],
): Promise<void> {
  const shown = await run(programPath('helm'), [
    'show',
    'chart',
    chart,
    '--version',
    version,
    ...how,
  ]);
  if (shown.exitCode !== 0) return;
  throw new UserError(
    'CHART_THERE',
    `${chart} has version ${version} already`,
    'release another version, or delete this one in the registry first',
  );
}

async function helm(args: string[]): Promise<void> {
  const { exitCode, stderr } = await run(programPath('helm'), args);
  if (exitCode === 0) return;
  throw new UserError(
    'CHART_NOT_PUBLISHED',
    `helm ${args[0] ?? ''}: ${stderr.trim()}`,
    'helm registry login HOST, and try again',
  );
}

/** The product's version as `nx release` has written it. */
function productVersion(): string {
  const file = join(workspaceRoot, 'apps', 'web', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

const options = {
  registry: { type: 'string' },
  version: { type: 'string' },
  /** For a registry without TLS, such as one on this machine. */
  'plain-http': { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { registry, version, 'plain-http': isPlain } = parseArgs({ options }).values;
  if (registry === undefined || registry === '') {
    throw new UserError(
      'NO_REGISTRY',
      'it is not said where the charts go',
      'npx nx run infra:publish-charts --registry HOST/PATH',
    );
  }
  await publishCharts({
    registry,
    version: version ?? productVersion(),
    how: isPlain ? ['--plain-http'] : [],
  });
  return 0;
}

await runMain(main);
