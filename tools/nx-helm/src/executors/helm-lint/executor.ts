import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import type { ChartOptions } from '../../helm/chart-options.ts';
import { readEnvironment } from '../../helm/environment-file.ts';
import { createHelm, helmWords } from '../../helm/helm.ts';
import { placeholderImage, releaseValues } from '../../helm/release-values.ts';
import { stageChart } from '../../helm/stage-chart.ts';
import { readChart } from '../../inference/chart-file.ts';
import { jsonText } from '../../yaml/json-text.ts';
import { executor } from '../report.ts';

export default executor<ChartOptions>(async (options, { root }, project) => {
  const work = await mkdtemp(join(tmpdir(), 'nx-helm-lint-'));
  try {
    const { name, isLibrary } = readChart(root, `${options.chart}/Chart.yaml`);
    // Helm wants a chart's folder to have the chart's name.
    const chartFolder = join(work, name);
    await stageChart(root, options.chart, chartFolder);
    // A library chart is linted as it is; only charts that render have values.
    const values = isLibrary ? [] : await valuesArguments(options, root, project, work);
    const helm = createHelm(root, options.programsDirectory, project);
    const result = await helm.run(['lint', chartFolder, '--strict', '--quiet', ...values]);
    if (result.exitCode !== 0) throw lintError(project, options, helmWords(result));
    console.log(`${project}: the chart ${options.chart} has no faults`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

async function valuesArguments(
  options: ChartOptions,
  root: string,
  project: string,
  work: string,
): Promise<string[]> {
  const { environmentsDirectory } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const values = releaseValues(root, project, options, environment, (name) =>
    placeholderImage(options.imagePrefix ?? 'local', name),
  );
  const file = join(work, 'values.yaml');
  await writeFile(file, jsonText(values));
  return ['--values', file, '--kube-version', environment.kubeVersion];
}

function lintError(project: string, { chart }: ChartOptions, words: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_LINT_FAILED',
    project,
    what: `helm lint finds faults in ${chart}:\n${words}\n`,
    command: `correct the chart, then npx nx run ${project}:helm-lint`,
  });
}
