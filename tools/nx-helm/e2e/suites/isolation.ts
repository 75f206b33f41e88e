import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { endGroup } from '@taskora/base/run';
import { acme, rollOut, startDeploy, status, succeed, until } from '../acme/shared.ts';

describe('isolation (N5)', () => {
  test('a failed release is rolled back, its dependents are blocked, an unrelated one continues', async () => {
    const image = await acme.image('api');
    acme.edit('apps/api/chart/values.yaml', (text) => text.replace('/ready.txt', '/nowhere'));
    acme.edit('apps/api/www/index.txt', (text) => `${text}broken\n`);
    acme.edit('libs/shared/greeting.txt', (text) => `${text}held\n`);
    acme.edit('apps/jobs/www/index.txt', (text) => `${text}goes on\n`);
    const { exitCode, output, restarted } = await rollOut('--timeoutSeconds=15');
    assert.notEqual(exitCode, 0);
    assert.equal(await acme.image('api'), image);
    assert.deepEqual(restarted, ['jobs']);
    assert.deepEqual(await acme.actions(), {
      api: 'failed',
      chatbot: 'blocked',
      jobs: 'upgraded',
      platform: 'skipped',
      web: 'blocked',
    });
    assert.match(output, /api: failed \(NXHELM_ROLLOUT_FAILED\)/);
    assert.match(output, /web: blocked, because api failed/);
    assert.match(output, /event api-\S+: Unhealthy: Readiness probe failed/);
    // Helm's own rollback is as good as the revision it went back to: there is nothing to heal.
    await acme.git('checkout', '--quiet', '--force', 'main');
    assert.deepEqual((await succeed()).rolled, ['jobs']);
  });

  test('a first install that fails is removed, with the logs of its pods', async () => {
    await acme.helm('uninstall', 'jobs', '--wait');
    acme.edit('apps/jobs/Dockerfile', (text) =>
      text.replace('"httpd"', '"sh", "-c", "echo no such table; exit 3"'),
    );
    const { exitCode, output } = await rollOut('--timeoutSeconds=60');
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /NXHELM_ROLLOUT_FAILED.*CrashLoopBackOff.*the failed install was removed/s,
    );
    assert.match(output, /jobs \| no such table/);
    assert.equal((await acme.state())['jobs'], undefined);
    assert.equal((await acme.actions())['web'], 'skipped');
  });

  test('a hook that fails leaves the running pods as they are', async () => {
    acme.edit('apps/api/chart/templates/hook.yaml', () => failingHook);
    const { exitCode, output, restarted } = await rollOut('--timeoutSeconds=30');
    assert.notEqual(exitCode, 0);
    assert.match(output, /NXHELM_ROLLOUT_FAILED.*rolled back/s);
    assert.deepEqual(restarted, []);
  });

  test('a run that was killed while it upgraded is recovered by the next', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/ready.txt', '/nowhere'));
    const killed = startDeploy();
    await until('the release is pending', async () => (await status('web')) === 'pending-upgrade');
    endGroup(killed.pid ?? 0, 'SIGKILL');
    await once(killed, 'exit');
    await acme.tidyAfterKill();
    assert.equal(await status('web'), 'pending-upgrade');
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/nowhere', '/ready.txt'));
    await succeed();
    assert.equal(await status('web'), 'deployed');
    assert.deepEqual((await acme.actions())['web'], 'healed');
  });

  test('a second run at once is refused and names the holder', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/ready.txt', '/nowhere'));
    const first = startDeploy();
    await until('the release is pending', async () => (await status('web')) === 'pending-upgrade');
    const second = await acme.nx('run', 'web:helm-deploy', '--timeoutSeconds=15');
    assert.notEqual(second.exitCode, 0);
    assert.match(second.output, /NXHELM_RELEASE_BUSY: .*another run \(\S+\/\d+\/\S+\)/);
    endGroup(first.pid ?? 0, 'SIGKILL');
    await once(first, 'exit');
    await acme.tidyAfterKill();
  });
});

const failingHook = `apiVersion: batch/v1
kind: Job
metadata:
  name: check
  annotations: { helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: before-hook-creation }
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: check
          image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
          imagePullPolicy: Never
          command: ["/bin/busybox", "false"]
`;
