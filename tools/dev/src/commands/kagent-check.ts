import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { checkKagent } from '../aiops/kagent-check.ts';
import { workspaceRoot } from '../environment.ts';

/** Checks the rendered objects of kagent against its own definitions, which are in no package. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { definitions: { type: 'string' } } });
  const { definitions } = values;
  if (definitions === undefined || !existsSync(definitions)) {
    throw new UserError(
      'USAGE',
      definitions === undefined ? 'no folder was given' : `there is no folder ${definitions}`,
      "npx nx run dev:kagent-check -- --definitions=FOLDER, the folder helm/kagent-crds/templates of kagent's sources",
    );
  }
  for (const { generation, kinds } of await checkKagent(workspaceRoot, definitions)) {
    console.log(
      kinds.length === 0
        ? `kagent.dev/${generation}: not defined in that folder`
        : `kagent.dev/${generation}: ${kinds.join(', ')} fit`,
    );
  }
  return 0;
}

await runMain(main);
