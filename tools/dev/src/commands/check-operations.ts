import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { checkOperations, operationOf, operations } from '../operations/check.ts';

/** `check-operations.ts [--only=restore,reset,rotation]` (K3, K8) */
await runMain(() => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  return checkOperations(values.only?.split(',').map(operationOf) ?? operations);
});
