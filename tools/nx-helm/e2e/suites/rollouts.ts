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

  test('an edit of a chart builds no image and rolls one release', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('first', 'second'));
    const { rolled, restarted, builds } = await succeed();
    assert.deepEqual(
      { rolled, restarted, builds },
      { rolled: ['web'], restarted: ['web'], builds: [] },
    );
  });

  test('an edit of a library rolls exactly those that depend on it', async () => {
    acme.edit('libs/shared/greeting.txt', (text) => `${text}world\n`);
    const { rolled, builds } = await succeed();
    assert.deepEqual(
      { rolled, builds },
      { rolled: ['chatbot', 'web'], builds: ['chatbot', 'web'] },
    );
  });

  test('an edit of a base image rolls every service on it', async () => {
    acme.edit('images/base/Dockerfile', (text) => `${text}ENV EDITION=second\n`);
    const { rolled } = await succeed();
    assert.deepEqual(rolled, ['api', 'chatbot', 'jobs', 'web']);
  });

  test('an edit of nx.json runs all again and rolls nothing', async () => {
    acme.edit('nx.json', (text) => text.replace('"analytics"', '"parallel": 2,\n  "analytics"'));
    const { output, rolled, restarted } = await succeed();
    assert.doesNotMatch(output, /nx run web:build .*\[(existing outputs|local cache)/);
    assert.deepEqual({ rolled, restarted }, { rolled: [], restarted: [] });
  });
});

describe('reasons (N4)', () => {
  test('the history names the file, the commit and the result', async () => {
    acme.edit('libs/shared/greeting.txt', (text) => `${text}again\n`);
    await succeed();
    const { output } = await acme.nx('run', 'infra:history', '--release', 'web', '--json');
    assert.match(output, /"reasonCode":"?\s*"lib"/);
    assert.match(output, /libs\/shared\/greeting\.txt/);
    assert.match(output, /"result":\s*"deployed"/);
    const labels = await acme.kubectl(
      'get',
      'secret',
      '-l',
      'owner=helm,name=web,status=deployed',
      '-o',
      'json',
    );
    assert.match(labels, /"reason":\s*"lib"/);
  });
});
