import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '@taskora/base/run';
import { namespace } from './acme/files.ts';
import { acme, setUp, tearDown, until } from './acme/shared.ts';

interface Report {
  readonly namespace: string;
  readonly reached: readonly string[];
  readonly releases: readonly {
    readonly release: string;
    readonly affected: boolean;
    readonly url: string;
    readonly command: string;
  }[];
}

const place = (pr: number): string => `${namespace}-pr-${pr}`;
const inPreview = (pr: number, ...args: string[]) =>
  acme.kubectl(...args, '--namespace', place(pr));

async function preview(...args: string[]): Promise<string> {
  const { exitCode, output } = await acme.nx('run', 'infra:preview', ...args);
  assert.equal(exitCode, 0, output);
  return output;
}

function report(): Report {
  return JSON.parse(readFileSync(join(acme.folder, 'dist/preview.json'), 'utf8')) as Report;
}

/** What a page says to a pod. */
const asked = (address: string, ...from: string[]) =>
  acme.kubectl(
    'exec',
    'deployment/web',
    ...from,
    '--',
    '/bin/busybox',
    'wget',
    '-q',
    '-O',
    '-',
    address,
  );

/** Everything of the base that a deploy could change, by uid and version. */
async function base(): Promise<string> {
  const kinds = 'deployments,services,configmaps,secrets,pods,jobs,leases,resourcequotas,ingresses';
  const each = '{.kind} {.metadata.name} {.metadata.uid} {.metadata.resourceVersion}{"\\n"}';
  const objects = await acme.kubectl(
    'get',
    kinds,
    '--output',
    `jsonpath={range .items[*]}${each}{end}`,
  );
  return `${objects}${JSON.stringify(await acme.state())}`;
}

const isThere = async (pr: number): Promise<boolean> =>
  (await acme.kubectl('get', 'namespace', place(pr), '--ignore-not-found')) !== '';

async function removeAll(): Promise<void> {
  for (const pr of [7, 8]) {
    await acme.tryKubectl('delete', 'namespace', place(pr), '--ignore-not-found');
  }
}

before(async () => {
  await setUp();
  await removeAll();
  acme.edit('infra/environments/minikube.yaml', () =>
    JSON.stringify({
      nxHelm: { kubeVersion: '1.34.4', preview: { hours: 2, quota: { pods: '6' } } },
    }),
  );
  acme.edit('infra/project.json', (text) => {
    const project = JSON.parse(text) as { targets: object };
    const targets = { ...project.targets, preview: { executor: '@taskora/nx-helm:preview' } };
    return JSON.stringify({ ...project, targets });
  });
  await acme.commit('hosts previews');
  const { exitCode, output } = await acme.deploy();
  assert.equal(exitCode, 0, output);
});
after(async () => {
  await removeAll();
  await tearDown();
});

describe('a preview of a pull request, on the cluster (C3, C4)', () => {
  let untouched: string;

  test('has the service that changed, and finds the others in the base, which stays as it is', async () => {
    untouched = await base();
    acme.edit('apps/web/www/index.txt', (text) => `${text}of the pull request\n`);
    await acme.commit('a change of web');
    await preview('--pr=7', '--out=dist/preview.json');
    const { releases, reached } = report();
    assert.deepEqual(
      releases.map(({ release, affected }) => [release, affected]),
      [['web', true]],
    );
    assert.deepEqual(reached, ['api', 'chatbot', 'jobs', 'platform']);
    const pods = await inPreview(
      7,
      'get',
      'pods',
      '--output',
      'jsonpath={.items[*].metadata.labels.app}',
    );
    assert.equal(pods, 'web');
    const there = ['--namespace', place(7)];
    assert.match(await asked('http://web/index.txt', ...there), /of the pull request/);
    assert.match(await asked('http://api/index.txt', ...there), /^# a comment of api\napi$/m);
    assert.doesNotMatch(await asked('http://web/index.txt'), /of the pull request/);
    assert.equal(await base(), untouched);
  });

  test('answers at the address that it printed', async () => {
    const [{ url, command } = { url: '', command: '' }] = report().releases;
    const [, ...args] = command.split(' ');
    const forwarding = spawn(join(acme.programs, 'kubectl'), args, { stdio: 'ignore' });
    try {
      let page = '';
      await until('the address answers', async () => {
        page = await fetch(`${url}/index.txt`).then(
          (answer) => answer.text(),
          () => '',
        );
        return page !== '';
      });
      assert.match(page, /of the pull request/);
    } finally {
      forwarding.kill();
    }
  });

  test('is skipped where nothing changed, and another one beside it disturbs neither', async () => {
    const first = await inPreview(
      7,
      'get',
      'pods',
      '--output',
      'jsonpath={.items[*].metadata.uid}',
    );
    assert.match(await preview('--pr=7'), /web: skipped, unchanged since revision 1/);
    await acme.git('reset', '--quiet', '--hard', 'HEAD~1');
    acme.edit('apps/jobs/www/index.txt', (text) => `${text}of another\n`);
    await acme.commit('a change of jobs');
    await preview('--pr=8', '--out=dist/preview.json');
    assert.deepEqual(
      report().releases.map(({ release }) => release),
      ['jobs'],
    );
    assert.equal(
      await inPreview(7, 'get', 'pods', '--output', 'jsonpath={.items[*].metadata.uid}'),
      first,
    );
    assert.match(await preview('--list'), /7 .*\n.*8 /);
    assert.equal(await base(), untouched);
  });

  test('goes when its request is closed or its age is over, and nothing else does', async () => {
    await preview('--remove', '--pr=7');
    assert.deepEqual([await isThere(7), await isThere(8)], [false, true]);
    assert.match(await preview('--expired'), /no preview is past its age/);
    const past = 'nx-helm/expires=2020-01-01T00:00:00.000Z';
    await acme.kubectl('annotate', '--overwrite', 'namespace', place(8), past);
    assert.match(await preview('--expired'), new RegExp(`removed: ${place(8)}`));
    assert.equal(await isThere(8), false);
    assert.equal(await base(), untouched);
    const left = await run('git', ['status', '--porcelain'], { directory: acme.folder });
    assert.equal(left.stdout, '');
  });
});
