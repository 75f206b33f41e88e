import { createHelm } from '../../chart/helm.ts';
import { lockChart } from '../../chart/lock-chart.ts';
import { archiveName } from '../../chart/remote-chart.ts';
import type { ChartSource } from '../../chart/stage-chart.ts';
import { executorOfAny } from '../report.ts';

export interface HelmLockOptions extends ChartSource {
  readonly programsDirectory: string;
  readonly update?: boolean;
}

/** Asks the repositories; all other targets take what is locked. */
export default executorOfAny<HelmLockOptions>(async (options, { root }, project) => {
  const { programsDirectory, update: isUpdate = false } = options;
  const helm = createHelm(root, programsDirectory, project);
  const locked = await lockChart({ workspaceRoot: root, project, helm, isUpdate }, options);
  for (const [folder, charts] of locked) {
    for (const chart of charts) {
      console.log(
        `${project}: ${folder} is locked to ${archiveName(chart)} of ${chart.repository}, sha256 ${chart.digest.slice(0, shownDigits)}`,
      );
    }
  }
  if (locked.size === 0) console.log(`${project}: its charts take nothing from a repository`);
});

const shownDigits = 12;
