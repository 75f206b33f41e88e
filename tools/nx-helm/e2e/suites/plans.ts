import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { acme, rollOut, succeed } from '../acme/shared.ts';

describe('plans', () => {
  test('a saved plan is applied exactly, and refused when the cluster or the sources have moved', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('first', 'planned'));
    const made = await acme.nx('run', 'infra:plan', '--out', 'dist/plan.json');
    assert.equal(made.exitCode, 0, made.output);
    assert.match(made.output, /~ web: upgrade to revision \d+ \(chart\)/);
    assert.match(made.output, /pods of Deployment\/web are replaced/);
    assert.match(made.output, /= api: stays/);
    const plan = '--plan=dist/plan.json';

    await acme.kubectl('scale', 'deployment/web', '--replicas=2');
    const stale = await rollOut(plan);
    assert.match(
      stale.output,
      /NXHELM_PLAN_STALE: .*the release or its objects have changed since.*project web/,
    );
    assert.deepEqual(stale.rolled, []);

    await acme.kubectl('scale', 'deployment/web', '--replicas=1');
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('planned', 'other'));
    const other = await rollOut(plan);
    assert.match(other.output, /NXHELM_PLAN_STALE: .*the sources have changed/);
    assert.deepEqual(other.rolled, []);

    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('other', 'planned'));
    assert.deepEqual((await succeed(plan)).rolled, ['web']);
    const saved = JSON.parse(readFileSync(join(acme.folder, 'dist/plan.json'), 'utf8')) as {
      releases: { release: string; fingerprint: string }[];
    };
    const planned = saved.releases.find(({ release }) => release === 'web')?.fingerprint ?? '';
    assert.match(
      await acme.kubectl(
        'get',
        'secret',
        '-l',
        'owner=helm,name=web,status=deployed',
        '-o',
        'json',
      ),
      new RegExp(planned),
    );
  });
});
