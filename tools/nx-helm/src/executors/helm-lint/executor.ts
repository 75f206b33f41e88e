import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { jsonText } from '../../base/read-yaml.ts';
import { withTemporaryPlace } from '../../base/temporary-place.ts';
import { chartArchives } from '../../chart/chart-archives.ts';
import { readChart } from '../../chart/chart-file.ts';
import { manifestFaults } from '../../chart/conformance.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { createHelm } from '../../chart/helm.ts';
import { placeholderImage, releaseValues } from '../../chart/release-values.ts';
import type { ChartOptions } from '../../chart/releases.ts';
import type { RenderRequest } from '../../chart/render.ts';
import { missingDependency, render } from '../../chart/render.ts';
import { archiveName } from '../../chart/remote-chart.ts';
import { stageChart } from '../../chart/stage-chart.ts';
import { executor, leftOutOf } from '../report.ts';

export default executor<ChartOptions>(async (options, context, project) => {
  // Whoever leaves it out gives it no values, without which it may be none that could be rendered.
  const leftOut = leftOutOf(context, options, project);
  if (leftOut !== undefined) {
    console.log(`${project}: nothing is linted, ${leftOut.leftOut}`);
    return;
  }
  await withTemporaryPlace({ purpose: 'lint' }, (work) =>
    lint(options, context.root, project, work),
  );
});

async function lint(
  options: ChartOptions,
  root: string,
  project: string,
  work: string,
): Promise<void> {
  const helm = createHelm(root, options.programsDirectory, project);
  const { chart, remote } = options;
  const { name, isLibrary } =
    remote === undefined ? readChart(root, `${chart}/Chart.yaml`) : { ...remote, isLibrary: false };
  // Helm wants a chart's folder to have the chart's name.
  const chartFolder = join(work, name);
  const staging = { workspaceRoot: root, project, archives: chartArchives(helm, project) };
  await stageChart(staging, options, chartFolder);
  // A library chart is linted as it is; only charts that render have values.
  const rendered = isLibrary ? undefined : await prepare(options, root, project, work);
  const values = rendered === undefined ? [] : valuesArguments(rendered);
  // Nobody here can do anything about what Helm only recommends to those who wrote a chart.
  const strictness = remote === undefined ? ['--strict'] : [];
  const result = await helm.run(['lint', chartFolder, ...strictness, '--quiet', ...values]);
  if (result.exitCode !== 0) throw lintError(project, options, lintErrors(result, work));
  // What only a render shows is found here too, and not first when everything is built.
  if (rendered !== undefined) {
    const { install, upgrade } = await render(helm, { ...rendered, chartFolder });
    const faults = manifestFaults([install, upgrade]);
    if (faults.length > 0) throw lintError(project, options, faults.join('\n'));
  }
  console.log(
    `${project}: the chart ${remote === undefined ? chart : archiveName(remote)} has no faults`,
  );
}

type Prepared = Omit<RenderRequest, 'chartFolder'>;

async function prepare(
  options: ChartOptions,
  root: string,
  project: string,
  work: string,
): Promise<Prepared> {
  const { environmentsDirectory, namespace, chart, remote } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const values = releaseValues(root, project, options, environment, (name) =>
    placeholderImage(options.imagePrefix ?? 'local', name),
  );
  const file = join(work, 'values.yaml');
  await writeFile(file, jsonText(values));
  const isRemote = remote !== undefined;
  return { project, namespace, chart, isRemote, valuesFiles: [file], environment };
}

function valuesArguments({ valuesFiles, environment }: Prepared): string[] {
  const values = valuesFiles.flatMap((file) => ['--values', file]);
  return [...values, '--kube-version', environment.kubeVersion];
}

/**
 * Helm 4 puts the faults on stdout and only their count on stderr, Helm 3 all on one of them. Where
 * the chart's copy lies says nothing to anybody.
 */
function lintErrors({ stdout, stderr }: RunResult, work: string): string {
  return `${stdout}\n${stderr}`
    .replaceAll(`${work}/`, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^==> Linting|^Error: \d+ chart\(s\) linted/.test(line))
    .join('\n');
}

function lintError(project: string, { chart, remote }: ChartOptions, errors: string): UserError {
  return (
    missingDependency({ project, chart }, errors) ??
    new UserError(
      'NXHELM_LINT_FAILED',
      `helm lint finds faults in ${remote === undefined ? chart : archiveName(remote)}:\n${errors}\n`,
      `correct ${remote === undefined ? 'the chart' : 'its values'}, then npx nx run ${project}:helm-lint`,
      { project },
    )
  );
}
