import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { inCluster } from '../checks/in-cluster.ts';
import { again, checkOperations, operationOf, operations } from '../operations/check.ts';

/** `check-operations.ts [--only=queries,restore,reset,rotation]` (K3, K8, postgres-operator#2640) */
await runMain(() => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',').map(operationOf) ?? operations;
  return inCluster(
    { code: 'OPERATIONS_FAILED', what: 'an operation did not do what it should', fix: again },
    () => checkOperations(wanted),
  );
});
