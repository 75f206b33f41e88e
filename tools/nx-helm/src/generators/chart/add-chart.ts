import type { Tree } from '@nx/devkit';
import { generateFiles } from '@nx/devkit';
import { join } from 'node:path';
import type { Options } from '../../inference/options.ts';
import type { ChartKind } from '../kinds.ts';
import { kindCommands } from '../kinds.ts';
import type { ImageReference } from '../references.ts';
import { readLibrary } from './library-chart.ts';

export interface NewChart {
  readonly project: string;
  readonly folder: string;
  readonly kind: ChartKind;
  readonly port: number;
  /** Project whose image the chart names, where it is not the chart's own. */
  readonly imageProject: string;
  /** What stands in values.yaml; the image of a project gets its tag when it is rendered. */
  readonly image: ImageReference;
  readonly library?: string | undefined;
}

/** Writes a chart's files. The caller has made sure that its folder is new. */
export function addChart(tree: Tree, chart: NewChart, options: Options): void {
  const library =
    chart.library === undefined ? undefined : readLibrary(tree, chart.library, chart.folder);
  const substitutions = {
    ...chart,
    library,
    chart: chart.project,
    description: `Runs ${chart.project}.`,
    commands: kindCommands[chart.kind],
    memory: chart.kind === 'next' ? '128Mi' : '64Mi',
    hostVariable: chart.kind === 'next' ? 'HOSTNAME' : 'HOST',
    environmentsDirectory: options.environmentsDirectory,
  };
  for (const part of ['common', library === undefined ? 'own' : 'library']) {
    generateFiles(tree, join(import.meta.dirname, 'files', part), chart.folder, substitutions);
  }
}
