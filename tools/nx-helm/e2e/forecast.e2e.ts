import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createFixture } from '../src/testing/fixture-workspace.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { checkForecast, deployByFingerprint } from './forecast-check.ts';
import type { ScriptedEdit } from './workspace-editor.ts';

export { checkForecast, deployByFingerprint } from './forecast-check.ts';
export { productEdits } from './forecast-edits.ts';

/** The short form of the check: a small workspace whose images are really built. */
const fixtureEdits: readonly ScriptedEdit[] = [
  { name: 'README', edit: (files) => files.append('README.md', 'Edited.\n') },
  { name: 'source of api', edit: (files) => files.append('apps/api/src/main.py', 'print(2)\n') },
  { name: 'source of ui', edit: (files) => files.append('libs/ui/src/button.ts', '// Edited.\n') },
  {
    name: 'test of ui, which its build copies',
    edit: (files) => files.append('libs/ui/src/button.spec.ts', '// Edited.\n'),
  },
  {
    name: 'value of web',
    edit: (files) => files.replace('apps/web/chart/values.yaml', 'quiet', 'loud'),
  },
  {
    name: 'library chart',
    edit: (files) =>
      files.replace('charts/lib/templates/_deployment.tpl', 'name: MODE', 'name: TONE'),
  },
  {
    name: 'comment in a base image',
    edit: (files) =>
      files.replace('images/base/Dockerfile', 'FROM scratch', 'FROM scratch\n# Edited.'),
  },
];

export async function forecastIsNeverWrong(given: EndToEndContext): Promise<void> {
  const { root } = createFixture();
  try {
    const nx = createRequire(import.meta.url).resolve('nx/bin/nx');
    const check = await checkForecast({
      workspace: root,
      edits: fixtureEdits,
      deploy: deployByFingerprint(['api', 'web'], nx),
    });
    assert.deepEqual(check.faults, []);
    assert.ok(check.verdicts.no.given > 0 && check.verdicts.rolls.given > 0);
    const { no, rolls, may } = check.verdicts;
    shown(
      `forecast (N3): ${no.given} times no, never wrong; ${rolls.given} times rolls, always right; ${may.given} times may, ${may.rolled} of them rolled`,
    );
  } finally {
    void given;
    rmSync(root, { recursive: true, force: true });
  }
}

await runByItself(import.meta.url, forecastIsNeverWrong);
