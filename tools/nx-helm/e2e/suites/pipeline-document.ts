import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { namespace } from '../acme/files.ts';
import { acme } from '../acme/shared.ts';
import { ExampleOutput, exampleSteps } from '../../src/testing/worked-example.ts';

const workspaceRoot = resolve(import.meta.dirname, '../../../..');
const writtenNamespace = 'nxhelm-e2e';

describe('docs/pipeline.md (N1, N2, N3, N4, N6, K6)', () => {
  test('its worked example prints what it shows', async () => {
    const steps = exampleSteps(join(workspaceRoot, 'docs/pipeline.md'));
    assert.ok(steps.length >= 10, 'the example was not found');
    const comparison = new ExampleOutput();
    for (const { commands, output } of steps) {
      const printed: string[] = [];
      for (const command of commands) printed.push(await typed(here(command)));
      const all = printed.join('\n');
      assert.equal(comparison.missing(output.map(here), all), undefined, all);
    }
  });
});

function here(text: string): string {
  return text.replaceAll(writtenNamespace, namespace);
}

/** As a reader types it, in a shell; npx would only search longer for the same program. */
async function typed(command: string): Promise<string> {
  const programs = [join(workspaceRoot, 'node_modules/.bin'), join(workspaceRoot, '.taskora/bin')];
  const { exitCode, output } = await acme.shell(command.replace(/^npx /, ''), programs);
  assert.equal(exitCode, 0, `${command}\n${output}`);
  return output;
}
