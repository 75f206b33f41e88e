import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { chartDocs } from '../chart-docs/files.ts';
import { writeGenerated } from '../generated-files.ts';

/**
 * Writes values.schema.json and the table in README.md of each chart from the comments in
 * values.yaml; with --check it writes nothing, and fails where one of them is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
  });
  const root = values.root ?? join(import.meta.dirname, '../../../..');
  return writeGenerated({
    name: 'chart-docs',
    root,
    files: await chartDocs(root),
    isCheck: values.check,
    stale: (names) =>
      new UserError(
        'CHART_DOCS_STALE',
        `${names}: not what the values say`,
        'npx nx run dev:chart-docs',
      ),
  });
}

await runMain(main);
