import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { DOCUMENT, withFacts } from '../architecture/document.ts';
import { readFacts } from '../architecture/facts.ts';
import { workspaceRoot } from '../environment.ts';

/**
 * Draws the pictures of docs/ARCHITECTURE.md anew, and measures what its table says; with --check it
 * writes nothing, and fails where a picture is stale or a figure is more than a tenth off.
 */
await runMain(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const path = join(workspaceRoot, DOCUMENT);
  const text = readFileSync(path, 'utf8');
  const document = withFacts(text, await readFacts(), values.check);
  const made = await format(document, { ...(await resolveConfig(path)), filepath: path });
  if (made === text) {
    console.log('architecture: nothing to write');
  } else if (values.check) {
    const what = `a picture or figure of ${DOCUMENT} is not what the workspace says`;
    throw new UserError('ARCHITECTURE_STALE', what, 'npx nx run dev:architecture');
  } else {
    writeFileSync(path, made);
    console.log(`architecture: wrote ${DOCUMENT}`);
  }
  return 0;
});
