import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ExampleOutput, exampleSteps } from '../src/testing/worked-example.ts';

const document = `
\`\`\`sh
not run
\`\`\`

\`\`\`sh example
first
second
\`\`\`

\`\`\`text
web: image ‹tag› is there
  web: skipped, …
\`\`\`
`;

describe('the comparison of a document with what its commands print', () => {
  test('takes the commands that are marked, with their output', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nx-helm-example-'));
    await writeFile(join(folder, 'document.md'), document);
    const output = ['web: image ‹tag› is there', '  web: skipped, …'];
    assert.deepEqual(exampleSteps(join(folder, 'document.md')), [
      { commands: ['first', 'second'], output },
    ]);
    await rm(folder, { recursive: true });
  });

  test('finds a line that was not printed as a whole', () => {
    const printed = '  \u001b[32mweb: skipped,   unchanged\u001b[39m\n';
    assert.equal(new ExampleOutput().missing(['web: skipped, …'], printed), undefined);
    assert.equal(new ExampleOutput().missing(['web: skipped,'], printed), 'web: skipped,');
    assert.equal(new ExampleOutput().missing(['web: rolled'], printed), 'web: rolled');
  });

  test('finds a value that is another one than before, and one that should be another', () => {
    const comparison = new ExampleOutput();
    assert.equal(comparison.missing(['tag ‹one›'], 'tag c-1'), undefined);
    assert.equal(comparison.missing(['tag ‹one›'], 'tag c-2'), 'tag ‹one›');
    assert.equal(comparison.missing(['tag ‹two›'], 'tag c-1'), 'tag ‹two›');
    assert.equal(comparison.missing(['tag ‹two›'], 'tag c-2'), undefined);
  });
});
