import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { readSources } from '../requirements/read-sources.ts';
import { DOCUMENT, foreignTitles, undefinedCodes, withTable } from '../requirements/table.ts';

/** Writes the table of docs/requirements.md anew, unless a code points nowhere. */
await runMain(async () => {
  refuseOptions('npx nx run dev:requirements', process.argv.slice(2));
  const path = join(workspaceRoot, DOCUMENT);
  const document = readFileSync(path, 'utf8');
  const sources = await readSources(workspaceRoot);
  const unknown = [...undefinedCodes(document, sources), ...foreignTitles(sources)];
  if (unknown.length > 0) {
    const what = `these codes are not defined in ${DOCUMENT}:\n  ${unknown.join('\n  ')}\n`;
    throw new UserError(
      'REQUIREMENT_UNKNOWN',
      what,
      'define them there or take them out, then npx nx run dev:requirements',
    );
  }
  writeFileSync(path, withTable(document, sources));
  console.log(`wrote the table of ${DOCUMENT}`);
  return Promise.resolve(0);
});
