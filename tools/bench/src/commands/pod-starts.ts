import { UserError } from '@taskora/base/errors';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { formatTable } from '@taskora/base/table';
import { getObjects, namespace } from '@taskora/dev/kubectl';
import { keepFigures } from '../keep.ts';
import { startedPodsSchema, startsOf } from '../starts/pod-starts.ts';

/**
 * What the pods of the deployed product took to run and to answer (P1), as the cluster has kept it; it
 * changes nothing and fails for no figure. For a start from nothing: `npm run down -- --cluster --data`,
 * then `time npm run up`, then this; `.ci/run` prints the first two of these as its own steps.
 */
async function main(): Promise<number> {
  refuseOptions('pod-starts.ts', process.argv.slice(2));
  const { items } = await getObjects(startedPodsSchema, ['pods', '-n', namespace]);
  const starts = startsOf(items);
  if (starts.length === 0) {
    const what = `no pod of the namespace ${namespace} is ready since its first start`;
    throw new UserError('NO_POD_STARTED', what, 'npm run up, then run this command again');
  }
  const rows = starts.map(({ pod, running, ready }) => [pod, `${running} s`, `${ready} s`]);
  console.log(formatTable([['POD', 'MADE TO RUNNING', 'RUNNING TO READY'], ...rows]));
  console.log(keepFigures('pod-starts', { starts }));
  return 0;
}

await runMain(main);
