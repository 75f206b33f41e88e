import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { workspaceRoot } from '../environment.ts';
import { DOCUMENT, readErrors, withErrors } from '../troubleshooting/document.ts';

/** Writes the error codes of docs/TROUBLESHOOTING.md anew. */
await runMain(() => {
  refuseOptions('npx nx run dev:troubleshooting', process.argv.slice(2));
  const path = join(workspaceRoot, DOCUMENT);
  const document = readFileSync(path, 'utf8');
  writeFileSync(path, withErrors(document, readErrors(workspaceRoot)));
  console.log(`wrote the error codes of ${DOCUMENT}`);
  return Promise.resolve(0);
});
