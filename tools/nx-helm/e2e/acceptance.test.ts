import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Acme } from './acme/acme.ts';

let acme: Acme;
let temporaryFolder: string;

before(async () => {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'nx-helm-e2e-'));
  acme = await Acme.create({
    workspaceRoot: resolve(import.meta.dirname, '../../..'),
    temporaryFolder,
  });
  await acme.remove();
});
after(async () => {
  await acme.remove();
  await rm(temporaryFolder, { recursive: true, force: true });
});
beforeEach(() => acme.reset());

type State = Awaited<ReturnType<Acme['state']>>;

/** Releases with another revision, and those with other pods. */
function moved(first: State, second: State): { rolled: string[]; restarted: string[] } {
  const names = Object.keys(second).sort();
  return {
    rolled: names.filter((name) => first[name]?.revision !== second[name]?.revision),
    restarted: names.filter((name) => first[name]?.pods.join() !== second[name]?.pods.join()),
  };
}

/** Deploys after an edit and tells what that did. */
async function rollOut(...args: string[]) {
  const first = await acme.state();
  const { exitCode, output } = await acme.deploy(...args);
  const { rolled, restarted } = moved(first, await acme.state());
  return { exitCode, output, rolled, restarted, builds: await acme.builds() };
}

async function succeed(...args: string[]) {
  const outcome = await rollOut(...args);
  assert.equal(outcome.exitCode, 0, outcome.output);
  return outcome;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `waited a minute in vain: ${what}`);
    await sleep(100);
  }
}

describe('early cutoff to the rollout (N1, C3)', () => {
  test('(a) a second deploy builds, loads and rolls nothing', async () => {
    const { rolled, restarted, builds } = await succeed();
    assert.deepEqual({ rolled, restarted, builds }, { rolled: [], restarted: [], builds: [] });
    assert.deepEqual(await acme.loads(), []);
  });

  test('(b) an edit of a comment runs the build again, and no pod restarts', async () => {
    acme.edit('apps/web/www/index.txt', (text) => `# another comment\n${text}`);
    const { output, rolled, restarted, builds } = await succeed();
    assert.match(output, /> nx run web:build\n/);
    assert.doesNotMatch(output, /web:build .*\[(existing outputs|local cache)/);
    assert.match(output, /nx run web:container\s+\[(existing outputs|local cache)/);
    assert.deepEqual({ rolled, restarted, builds }, { rolled: [], restarted: [], builds: [] });
  });

  test('(c) an edit of a chart builds no image and rolls one release', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('first', 'second'));
    const { rolled, restarted, builds } = await succeed();
    assert.deepEqual(
      { rolled, restarted, builds },
      { rolled: ['web'], restarted: ['web'], builds: [] },
    );
  });

  test('(d) an edit of a library rolls exactly those that depend on it', async () => {
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

  test('(j) an edit of nx.json runs all again and rolls nothing', async () => {
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

describe('isolation (N5)', () => {
  test('(e) a failed release is rolled back, its dependents are held, a stranger goes on', async () => {
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
      chatbot: 'held',
      jobs: 'upgraded',
      platform: 'skipped',
      web: 'held',
    });
    assert.match(output, /api: failed \(NXHELM_ROLLOUT_FAILED\)/);
    assert.match(output, /web: held, because api failed/);
    assert.match(output, /event api-\S+: Unhealthy: Readiness probe failed/);
  });

  test('a hook that fails leaves the running pods as they are', async () => {
    acme.edit('apps/api/chart/templates/hook.yaml', () => failingHook);
    const { exitCode, output, restarted } = await rollOut('--timeoutSeconds=30');
    assert.notEqual(exitCode, 0);
    assert.match(output, /NXHELM_ROLLOUT_FAILED.*rolled back/s);
    assert.deepEqual(restarted, []);
  });

  test('(i) a run that was killed while it upgraded is recovered by the next', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/ready.txt', '/nowhere'));
    const killed = await startDeploy();
    await until('the release is pending', async () => (await status('web')) === 'pending-upgrade');
    process.kill(-(killed.pid ?? 0), 'SIGKILL');
    await once(killed, 'exit');
    assert.equal(await status('web'), 'pending-upgrade');
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/nowhere', '/ready.txt'));
    await succeed();
    assert.equal(await status('web'), 'deployed');
    assert.deepEqual((await acme.actions())['web'], 'healed');
  });

  test('a second run at once is refused and names the holder', async () => {
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('/ready.txt', '/nowhere'));
    const first = await startDeploy();
    await until('the release is pending', async () => (await status('web')) === 'pending-upgrade');
    const second = await acme.nx('run', 'web:helm-deploy', '--timeoutSeconds=15');
    assert.notEqual(second.exitCode, 0);
    assert.match(second.output, /NXHELM_RELEASE_BUSY: .*another run \(\S+\/\d+\/\S+\)/);
    process.kill(-(first.pid ?? 0), 'SIGKILL');
    await once(first, 'exit');
  });
});

describe('drift (N6)', () => {
  test('(f) what is changed by hand is found, named and healed', async () => {
    await acme.kubectl('set', 'image', 'deployment/web', `web=${await acme.image('api')}`);
    await acme.kubectl('scale', 'deployment/jobs', '--replicas=2');
    await acme.kubectl('delete', 'service', 'api');
    await acme.kubectl('label', 'deployment/chatbot', 'team=blue');
    await acme
      .helm('upgrade', 'platform', 'apps/platform', '--set', 'motto=slow')
      .catch(() =>
        acme.helm('upgrade', 'platform', join(acme.folder, 'apps/platform'), '--set', 'motto=slow'),
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

describe('image delivery (N7)', () => {
  test('(g) an image that was deleted from the node is loaded again without a build', async () => {
    const reference = await acme.image('jobs');
    await removeFromNode(reference);
    const { rolled, builds } = await succeed();
    assert.deepEqual({ rolled, builds }, { rolled: [], builds: [] });
    assert.deepEqual(await acme.loads(), ['jobs']);
    assert.match(await onNode(), new RegExp(reference));
  });
});

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
    assert.match(stale.output, /NXHELM_PLAN_STALE: .*the cluster has moved.*project web/);
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

async function startDeploy() {
  const environment = Object.entries(acme.environment()).map(([name, value]) => `${name}=${value}`);
  const command = acme.nxCommand(['run', 'web:helm-deploy', '--timeoutSeconds=60']);
  return spawn('env', [...environment, ...command], {
    cwd: acme.folder,
    detached: true,
    stdio: 'ignore',
  });
}

async function status(release: string): Promise<string> {
  const revisions = JSON.parse(await acme.helm('history', release, '--output', 'json')) as {
    status: string;
  }[];
  return revisions.at(-1)?.status ?? 'absent';
}

const containerd = ['--namespace', 'k8s.io', 'images'];

async function removeFromNode(reference: string): Promise<void> {
  await spawned('ctr', [...containerd, 'remove', '--sync', reference]);
}

async function onNode(): Promise<string> {
  return spawned('ctr', [...containerd, 'list', '--quiet']);
}

async function spawned(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 0, `${program} ${args.join(' ')}`);
  return Buffer.concat(chunks).toString();
}

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
