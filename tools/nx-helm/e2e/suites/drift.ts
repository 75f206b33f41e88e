import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { acme, succeed, until } from '../acme/shared.ts';

describe('drift (N6)', () => {
  test('what is changed by hand is found, named and healed', async () => {
    await acme.kubectl('set', 'image', 'deployment/web', `web=${await acme.image('api')}`);
    await acme.kubectl('scale', 'deployment/jobs', '--replicas=2');
    await acme.kubectl('delete', 'service', 'api');
    await acme.kubectl('label', 'deployment/chatbot', 'team=blue');
    await acme.helm(
      'upgrade',
      'platform',
      join(acme.folder, 'apps/platform'),
      '--set',
      'motto=slow',
    );
    const found = (await acme.nx('run', 'infra:drift')).output;
    assert.match(
      found,
      /web +live +Deployment web: spec\.template\.spec\.containers\[web\]\.image is/,
    );
    assert.match(found, /jobs +live +Deployment jobs: spec\.replicas is 2 instead of 1/);
    assert.match(found, /api +live +Service api is missing/);
    assert.match(
      found,
      /chatbot +live +Deployment chatbot: metadata\.labels\.team = blue was added by kubectl-label/,
    );
    assert.match(found, /platform +release +revision \d+ came after revision \d+/);
    const { rolled } = await succeed();
    assert.deepEqual(rolled, ['api', 'chatbot', 'jobs', 'platform', 'web']);
    assert.match((await acme.nx('run', 'infra:drift')).output, /0 of 5 releases have drifted/);
    assert.equal(
      await acme.kubectl('get', 'configmap', 'settings', '-o', 'jsonpath={.data.motto}'),
      'fast',
    );
    assert.deepEqual((await succeed()).rolled, []);
  });

  test('under an autoscaler the number of pods is nobody’s drift', async () => {
    await acme.kubectl('autoscale', 'deployment/jobs', '--min=2', '--max=3');
    try {
      await until('the autoscaler has scaled', async () => {
        const replicas = await acme.kubectl(
          'get',
          'deployment',
          'jobs',
          '-o',
          'jsonpath={.spec.replicas}',
        );
        return replicas === '2';
      });
      assert.match((await acme.nx('run', 'infra:drift')).output, /0 of 5 releases have drifted/);
      assert.deepEqual((await succeed()).rolled, []);
    } finally {
      await acme.kubectl('delete', 'hpa', 'jobs');
    }
  });
});
