import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../testing/rehearsal-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

/** In seconds, and long ago. */
const firstWrite = 1_700_000_000;
const sentence = 'prod leaves agent out (environments/prod.yaml, nxHelm.releases.agent: false)';
const installed = (label: string): string => {
  const labels = { name: 'agent', version: '2', revision: '2', environment: label };
  return `${JSON.stringify({ ...labels, status: 'deployed' })}\n`;
};

let workspace: Rehearsal;
let writes = 0;

/** Without its daemon, Nx takes a file of the same second for the same file: each write has one of its own. */
function prodHas(releases: string): void {
  const file = 'environments/prod.yaml';
  const text = `nxHelm: { kubeVersion: 1.34.4, releases: ${releases} }\n`;
  writeFiles(workspace.root, { [file]: text });
  writes += 1;
  const path = join(workspace.root, file);
  utimesSync(path, firstWrite + writes, firstWrite + writes);
}

beforeAll(() => {
  workspace = createRehearsal({
    'agent/project.json': JSON.stringify({ name: 'agent', tags: ['deploy:helm'] }),
    'agent/chart/Chart.yaml': 'name: agent\nversion: 0.1.0\n',
    'agent/chart/templates/settings.yaml': 'kind: ConfigMap\n',
  });
});
afterAll(() => workspace.remove());
beforeEach(() => {
  prodHas('{ agent: false }');
  writeFiles(workspace.root, { secrets: '' });
  workspace.calls();
});

const run = (...args: readonly string[]) => workspace.nx('run', ...args);
const upgraded = (): (string | undefined)[] =>
  workspace
    .changes()
    .map((call) => /^helm upgrade (\w+)/.exec(call)?.[1])
    .filter((release) => release !== undefined);
const ofAgent = (calls: readonly string[]): string[] =>
  calls.filter((call) => call.startsWith('helm ') && /\bagent\b/.test(call));

describe('a release that an environment leaves out (K5)', () => {
  it('is neither rendered nor deployed there, in one line, and the others are', () => {
    const { exitCode, text } = run('infra:deploy', '-c', 'prod');
    expect([exitCode, text]).toEqual([0, expect.stringContaining(`${sentence}\n`)]);
    const calls = workspace.calls();
    expect(ofAgent(calls)).toEqual([]);
    expect(calls.filter((call) => call.startsWith('helm upgrade'))).toHaveLength(2);
    expect(JSON.parse(workspace.read('dist/deploys/agent.json'))).toMatchObject({
      action: 'left-out',
      revision: 0,
    });
  });

  it('is deployed as ever in an environment that does not', () => {
    expect(run('agent:helm-deploy').exitCode).toBe(0);
    expect(upgraded()).toEqual(['agent']);
  });

  it('is left as it is where it is installed all the same, with the command that removes it', () => {
    writeFiles(workspace.root, { secrets: installed('prod') });
    const { exitCode, text } = run('agent:helm-deploy', '-c', 'prod');
    expect([exitCode, text]).toEqual([0, expect.stringContaining(sentence)]);
    expect(text).toContain(
      'agent is installed in namespace acme all the same, as revision 2; nothing removes it but npx nx run agent:helm-uninstall -c prod',
    );
    expect(workspace.changes()).toEqual([]);
    expect(run('agent:helm-uninstall', '-c', 'prod').exitCode).toBe(0);
    expect(workspace.changes().some((call) => call.startsWith('helm uninstall agent'))).toBe(true);
  });

  it('is no remainder where another environment of the namespace has it', () => {
    writeFiles(workspace.root, { secrets: installed('test') });
    const { text } = run('agent:helm-deploy', '-c', 'prod');
    expect(text).toContain('under the environment "test", and is left as it is');
    expect(text).not.toContain('helm-uninstall');
  });

  it.each(['helm-lint', 'helm-template', 'kubeconform', 'helm-diff', 'helm-test', 'helm-status'])(
    'fails no %s, which says why it does nothing',
    (target) => {
      const { exitCode, text } = run(`agent:${target}`, '-c', 'prod');
      expect([exitCode, text]).toEqual([0, expect.stringContaining(sentence)]);
      expect(ofAgent(workspace.calls())).toEqual([]);
    },
  );

  it('has a row in plan, drift and history, and is counted by none', () => {
    const plan = run('infra:plan', '-c', 'prod', '--json', '--out=plan.json');
    expect([plan.exitCode, plan.text]).toEqual([0, expect.any(String)]);
    const { releases } = JSON.parse(workspace.read('plan.json')) as {
      readonly releases: readonly { readonly release: string }[];
    };
    expect(releases.map(({ release }) => release)).toEqual(['api', 'platform', 'agent']);
    expect(releases[2]).toMatchObject({ action: 'skip', reason: 'left-out', leftOut: sentence });
    expect(run('infra:plan', '-c', 'prod').text).toMatch(
      /^- agent: left out, prod leaves agent out .*\s+2 of 2 releases would roll/m,
    );
    const drift = run('infra:drift', '-c', 'prod').text;
    expect(drift).toMatch(/^agent +left out +prod leaves agent out/m);
    expect(drift).toContain('2 of 2 releases have drifted');
    expect(run('infra:history', '-c', 'prod').text).toContain(
      `agent: nothing is recorded; ${sentence}`,
    );
  });

  it('makes a saved plan stale that was to deploy it', () => {
    prodHas('{}');
    run('infra:plan', '-c', 'prod', '--out=plan.json');
    prodHas('{ agent: false }');
    workspace.calls();
    const { exitCode, text } = run('agent:helm-deploy', '-c', 'prod', '--plan=plan.json');
    expect([exitCode, text]).toEqual([
      1,
      expect.stringContaining(
        'NXHELM_PLAN_STALE: the plan is not applied, because the environment',
      ),
    ]);
    expect(upgraded()).toEqual([]);
  });

  it('has its image taken nowhere, if no other release has it', () => {
    writeFiles(workspace.root, { 'agent/Dockerfile': 'FROM scratch\n' });
    const alone = ['agent:image-load', '--excludeTaskDependencies'];
    const { exitCode, text } = run(...alone, '-c', 'prod');
    expect([exitCode, text]).toEqual([
      0,
      expect.stringContaining(`agent: the image is taken nowhere, ${sentence}`),
    ]);
    expect(existsSync(join(workspace.root, 'dist/loads/agent.json'))).toBe(false);
    // Elsewhere it is delivered, for which it would have to be built first.
    expect(run(...alone).text).toContain('NXHELM_IMAGE_MISSING');
    rmSync(join(workspace.root, 'agent/Dockerfile'));
  });

  it('may be what another environment, on a cluster that does not answer, cannot be asked about', () => {
    writeFiles(workspace.root, { kubeconfig: 'current-context: elsewhere\n' });
    const { exitCode, text } = run('agent:helm-deploy', '-c', 'prod', '--excludeTaskDependencies');
    writeFiles(workspace.root, { kubeconfig: 'current-context: test\n' });
    expect([exitCode, text]).toEqual([0, expect.stringContaining(sentence)]);
    expect(text).toContain('whether agent is installed there is not known: NXHELM_CONTEXT_REFUSED');
  });
});

describe('an environment file that leaves out what it cannot (K5)', () => {
  it.each([
    [
      'no release',
      '{ agnet: false }',
      /^NXHELM_ENVIRONMENT_RELEASE: prod leaves agnet out .*no release of this workspace; there are agent, api, platform.*Do: correct nxHelm\.releases\.agnet in environments\/prod\.yaml/m,
    ],
    [
      'what a release needs',
      '{ platform: false }',
      /^NXHELM_LEFT_OUT_NEEDED: prod leaves platform out .*and api, which that environment deploys, depends on it.*Do: leave api out, too, or remove nxHelm\.releases\.platform/m,
    ],
    [
      'true, which is what it is without a word',
      '{ agent: true }',
      /^NXHELM_ENVIRONMENT_RELEASE: nxHelm\.releases\.agent of environments\/prod\.yaml is true; it may be a mapping of values, or false/m,
    ],
  ])('is refused for %s, and nothing is changed', (_what, releases, message) => {
    prodHas(releases);
    for (const target of ['infra:deploy', 'infra:plan', 'agent:helm-lint']) {
      const { exitCode, text } = workspace.nxIsolated('run', target, '-c', 'prod');
      expect([exitCode === 0, text]).toEqual([false, expect.stringMatching(message)]);
    }
    expect(workspace.changes()).toEqual([]);
  });

  it('may leave out a release together with all that need it', () => {
    const releases = '{ api: false, platform: false }';
    prodHas(releases);
    expect(run('infra:deploy', '-c', 'prod').exitCode).toBe(0);
    expect(upgraded()).toEqual(['agent']);
  });
});
