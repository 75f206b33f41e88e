import { rm } from 'node:fs/promises';
import { chartArchives } from '../../chart/chart-archives.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { createHelm } from '../../chart/helm.ts';
import { manifestPaths, writeRender, writeValues } from '../../chart/manifests.ts';
import { releaseValues } from '../../chart/release-values.ts';
import type { ChartOptions } from '../../chart/releases.ts';
import { render } from '../../chart/render.ts';
import { stageChart } from '../../chart/stage-chart.ts';
import { executor, leftOutOf } from '../report.ts';

export default executor<ChartOptions>(async (options, context, project) => {
  const { root } = context;
  const { namespace, environmentsDirectory } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const paths = manifestPaths(root, project);
  await rm(paths.folder, { recursive: true, force: true });
  const leftOut = leftOutOf(context, options, project);
  if (leftOut !== undefined) {
    console.log(`${project}: nothing is rendered, ${leftOut.leftOut}`);
    return;
  }
  const helm = createHelm(root, options.programsDirectory, project);
  const archives = chartArchives(helm, project);
  await stageChart({ workspaceRoot: root, project, archives }, options, paths.chart);
  await writeValues(paths, releaseValues(root, project, options, environment));
  const rendered = await render(helm, {
    project,
    namespace,
    chart: options.chart,
    isRemote: options.remote !== undefined,
    chartFolder: paths.chart,
    valuesFiles: [paths.values],
    environment,
  });
  const fingerprint = await writeRender(paths, rendered, environment);
  console.log(`${project}: rendered for ${environment.name}, fingerprint ${fingerprint}`);
});
