import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import type { Pushed } from './chart-images.ts';
import { imagesIn, inRegistry, withImages } from './chart-images.ts';

export const releaseFolder = join(workspaceRoot, 'dist', 'release');

/**
 * Packs a chart as helm-template has staged it, with the charts that it consists of and the images
 * that it was rendered with. What is staged stays, for Nx keeps it.
 */
export async function packChart(name: string, version: string, pushed: Pushed): Promise<string> {
  const folder = join(releaseFolder, 'charts', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(releaseFolder, { recursive: true });
  cpSync(join(workspaceRoot, 'dist', 'charts', name), folder, { recursive: true });
  const values = join(folder, 'values.yaml');
  const images = inRegistry(imagesIn(renderedValues(name)), pushed);
  writeFileSync(values, withImages(readFileSync(values, 'utf8'), images));
  await helm(['package', folder, '--version', version, '--destination', releaseFolder]);
  return join(releaseFolder, `${name}-${version}.tgz`);
}

function renderedValues(name: string): unknown {
  const file = join(workspaceRoot, 'dist', 'manifests', name, 'values.yaml');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const what = `the chart ${name} has not been rendered, so its images are not known`;
  throw new UserError('CHART_NOT_RENDERED', what, `npx nx run ${name}:helm-template -c release`);
}

export const helm = (args: readonly string[]): Promise<string> =>
  must(programPath('helm'), args, {
    code: 'CHART_NOT_PUBLISHED',
    fix: 'helm registry login HOST, then run this command again',
  });
