import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { acme, succeed } from '../acme/shared.ts';

describe('early cutoff to the rollout (N1, C3)', () => {
  test('a second deploy builds, loads and rolls nothing', async () => {
    const { rolled, restarted, builds } = await succeed();
    assert.deepEqual({ rolled, restarted, builds }, { rolled: [], restarted: [], builds: [] });
    assert.deepEqual(await acme.loads(), []);
  });

  test('an edit of a comment runs the build again, and no pod restarts', async () => {
    acme.edit('apps/web/www/index.txt', (text) => `# another comment\n${text}`);
    const { output, rolled, restarted, builds } = await succeed();
    assert.match(output, /> nx run web:build\n/);
    assert.doesNotMatch(output, /web:build .*\[(existing outputs|local cache)/);
    assert.match(output, /nx run web:container\s+\[(existing outputs|local cache)/);
    assert.deepEqual({ rolled, restarted, builds }, { rolled: [], restarted: [], builds: [] });
  });

  test('an edit of nx.json runs all again and rolls nothing', async () => {
    acme.edit('nx.json', (text) => text.replace('"analytics"', '"parallel": 2,\n  "analytics"'));
    const { output, rolled, restarted } = await succeed();
    assert.doesNotMatch(output, /nx run web:build .*\[(existing outputs|local cache)/);
    assert.deepEqual({ rolled, restarted }, { rolled: [], restarted: [] });
  });

  // One on top of the other, so that none has to be taken back from the cluster before the next.
  test('an edit rolls exactly what is made from it, and the history says so (N4)', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('first', 'second'));
    const ofChart = await succeed();
    assert.deepEqual(
      [ofChart.rolled, ofChart.restarted, ofChart.builds],
      [['web'], ['web'], []],
      'of a chart',
    );

    acme.edit('libs/shared/greeting.txt', (text) => `${text}world\n`);
    const ofLibrary = await succeed();
    assert.deepEqual(
      [ofLibrary.rolled, ofLibrary.builds],
      [
        ['chatbot', 'web'],
        ['chatbot', 'web'],
      ],
      'of a library',
    );
    await saysWhy('web', { code: 'lib', file: 'libs/shared/greeting.txt' });

    acme.edit('images/base/Dockerfile', (text) => `${text}ENV EDITION=second\n`);
    const { rolled } = await succeed();
    assert.deepEqual(rolled, ['api', 'chatbot', 'jobs', 'web'], 'of a base image');
  });
});

/** The file and the result are in the history of a release, and the reason on its last revision too. */
async function saysWhy(
  release: string,
  { code, file }: { readonly code: string; readonly file: string },
): Promise<void> {
  const { output } = await acme.nx('run', 'infra:history', '--release', release, '--json');
  assert.match(output, new RegExp(`"reasonCode":"?\\s*"${code}"`));
  assert.ok(output.includes(file), output);
  assert.match(output, /"result":\s*"deployed"/);
  const selector = `owner=helm,name=${release},status=deployed`;
  const revisions = await acme.kubectl('get', 'secret', '-l', selector, '-o', 'json');
  assert.match(revisions, new RegExp(`"reason":\\s*"${code}"`));
}
