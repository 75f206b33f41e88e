import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { DOCUMENT, withModel } from '../documents/data-model/document.ts';
import { readModel } from '../documents/data-model/renders.ts';
import { stageCharts } from '../documents/staged-charts.ts';
import { workspaceRoot } from '../environment.ts';

/**
 * Writes the objects of docs/data-model.md anew, from a render of the charts; with --check it writes
 * nothing, and fails where the document is stale (D1).
 */
await runMain(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const charts = stageCharts();
  try {
    const path = join(workspaceRoot, DOCUMENT);
    const document = readFileSync(path, 'utf8');
    const written = await withModel(document, await readModel(charts));
    if (values.check && written !== document) {
      const what = `${DOCUMENT} is not what the charts render`;
      throw new UserError('DATA_MODEL_STALE', what, 'npx nx run dev:data-model');
    }
    if (!values.check) writeFileSync(path, written);
    console.log(`${values.check ? 'compared' : 'wrote'} the objects of ${DOCUMENT}`);
    return 0;
  } finally {
    charts.dispose();
  }
});
