import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { chartDocs } from '../chart-docs/files.ts';

/**
 * Writes values.schema.json and the table in README.md of each chart from the comments in
 * values.yaml; with --check it writes nothing, and fails where one of them is stale.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
  });
  const root = values.root ?? join(import.meta.dirname, '../../../..');
  const stale = [...(await chartDocs(root))].filter(([file, text]) => {
    const path = join(root, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  if (values.check && stale.length > 0) {
    const names = stale.map(([file]) => file).join(', ');
    throw new UserError(
      'CHART_DOCS_STALE',
      `${names}: not what the values say`,
      'npx nx run dev:chart-docs',
    );
  }
  for (const [file, text] of stale) writeFileSync(join(root, file), text);
  console.log(
    stale.length === 0
      ? 'chart-docs: nothing to write'
      : `chart-docs: wrote ${stale.map(([file]) => file).join(', ')}`,
  );
  return 0;
}

await runMain(main);
