import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { acme, succeed } from '../acme/shared.ts';

interface Answer {
  readonly base: string | null;
  readonly releases: readonly {
    readonly project: string;
    readonly affected: boolean;
    readonly reasons: readonly string[];
  }[];
}

/** Nx prints around what the executor says, so the JSON is cut out of it. */
async function ask(): Promise<Answer> {
  const { exitCode, output } = await acme.nx('run', 'infra:affected', '--json');
  assert.equal(exitCode, 0, output);
  return JSON.parse(output.slice(output.indexOf('{\n'), output.lastIndexOf('\n}') + 2)) as Answer;
}

function affected({ releases }: Answer): string[] {
  return releases.filter((each) => each.affected).map(({ project }) => project);
}

function reasons({ releases }: Answer, project: string): string {
  return releases.find((each) => each.project === project)?.reasons.join('; ') ?? '';
}

/** Other tests roll out uncommitted edits, which their releases say of themselves until the next rollout. */
async function deployCommitted(): Promise<void> {
  if (affected(await ask()).length === 0) return;
  await succeed('--force');
  assert.deepEqual(affected(await ask()), []);
}

describe('affected since deployed (N2)', () => {
  test('the base is what each release records, and not the last commit', async () => {
    const first = await acme.git('rev-parse', 'HEAD');
    await deployCommitted();

    acme.edit('apps/jobs/www/index.txt', (text) => `${text}second\n`);
    await acme.commit('second');
    assert.deepEqual(affected(await ask()), ['jobs']);

    // A commit that was never deployed stays in the answer, however many follow it.
    acme.edit('libs/shared/greeting.txt', (text) => `${text}third\n`);
    await acme.commit('third');
    const answer = await ask();
    assert.deepEqual(affected(answer), ['chatbot', 'jobs', 'web']);
    assert.equal(answer.base, first);

    const { exitCode, output } = await acme.nx('run', 'infra:affected', '--run=helm-deploy');
    assert.equal(exitCode, 0, output);
    assert.deepEqual(affected(await ask()), []);
  });

  test('a release that is missing, drifted or was made from uncommitted changes is affected, and says so', async () => {
    await acme.helm('uninstall', 'jobs', '--wait');
    await acme.kubectl('scale', 'deployment/chatbot', '--replicas=2');
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('first', 'uncommitted'));
    assert.equal((await acme.nx('run', 'web:helm-deploy')).exitCode, 0);
    const answer = await ask();
    assert.match(reasons(answer, 'jobs'), /not installed|missing/);
    assert.deepEqual(affected(answer), ['chatbot', 'jobs']);
    // What it was made from is gone from the workspace, though no commit ever had it.
    acme.edit('apps/web/chart/values.yaml', (text) => text.replace('uncommitted', 'first'));
    assert.match(reasons(await ask(), 'web'), /since it was deployed, on .* and more/);
    await succeed();
  });

  test('a release whose commit is not in the history is affected, and says so', async () => {
    await deployCommitted();
    acme.edit('apps/jobs/www/index.txt', (text) => `${text}elsewhere\n`);
    await acme.commit('on a branch that is thrown away');
    assert.equal((await acme.nx('run', 'jobs:helm-deploy')).exitCode, 0);
    await acme.git('reset', '--quiet', '--hard', 'HEAD~1');
    const answer = await ask();
    assert.deepEqual(affected(answer), ['jobs']);
    assert.match(reasons(answer, 'jobs'), /history/);
  });
});
