import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { publicReports } from '../public-reports/reports.ts';
import { REPORTS_DOCUMENT, unknownReports, withReports } from '../public-reports/table.ts';
import { readSources } from '../requirements/read-sources.ts';
import { DOCUMENT, foreignTitles, undefinedCodes, withTable } from '../requirements/table.ts';

/** Writes the tables of tests by requirement and by public report anew, unless a code points nowhere. */
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
  const unlisted = unknownReports(publicReports, sources);
  if (unlisted.length > 0) {
    throw new UserError(
      'REPORT_UNKNOWN',
      `these public reports have no row in ${REPORTS_DOCUMENT}:\n  ${unlisted.join('\n  ')}\n`,
      'add them to tools/dev/src/public-reports/reports.ts, then npx nx run dev:requirements',
    );
  }
  writeFileSync(path, withTable(document, sources));
  const reportsPath = join(workspaceRoot, REPORTS_DOCUMENT);
  const listed = readFileSync(reportsPath, 'utf8');
  writeFileSync(reportsPath, withReports(listed, publicReports, sources));
  console.log(`wrote the tables of ${DOCUMENT} and ${REPORTS_DOCUMENT}`);
  return Promise.resolve(0);
});
