import { objectsOf } from '../../chart/manifests.ts';
import { refuseToRemoveMost, removedObjects } from '../../release/refusals.ts';
import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

let workspace: Rehearsal;
const configMap = (name: string, more = ''): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\n`;
const row = (labels: Readonly<Record<string, string>>): string =>
  `${JSON.stringify({ name: 'api', version: '3', revision: '3', status: 'deployed', ...labels })}\n`;
const rendered = ['a', 'b', 'c'].map((name) => configMap(name)).join('');
const alone = ['api:helm-deploy', '--excludeTaskDependencies'];

beforeAll(() => {
  workspace = createRehearsal({ rendered });
  workspace.nx('run-many', '-t', 'helm-template');
});
afterAll(() => {
  workspace.remove();
});
beforeEach(() => {
  writeFiles(workspace.root, { secrets: row({}), stored: rendered, elsewhere: '', namespace: '' });
  workspace.calls();
});

describe('objects that a deploy deletes (helm-diff before, in plan and after)', () => {
  it('are named before and after, in a plan and in a dry run; what is kept by policy is not', () => {
    const kept = configMap('mine', ', annotations: { helm.sh/resource-policy: keep }');
    writeFiles(workspace.root, { stored: `${rendered}${kept}${configMap('old')}` });
    const deploy = workspace.nx('run', ...alone);
    expect([deploy.exitCode, deploy.text]).toEqual([0, expect.any(String)]);
    expect(deploy.text).toContain('api: deletes ConfigMap old\n');
    expect(deploy.text).toContain('api: deleted ConfigMap old\n');
    expect(deploy.text).not.toContain('mine');
    expect(workspace.nx('run', ...alone, '--dry-run=client').text).toContain(
      'api: deletes ConfigMap old\n',
    );
    const plan = workspace.nx('run', 'infra:plan');
    expect(plan.text).toContain('  deletes ConfigMap old\n');
    expect(plan.text).not.toContain('refused');
  });

  it('are deleted only on purpose where they are half of the release (skaffold#9377)', () => {
    const others = ['d', 'e', 'f'].map((name) => configMap(name)).join('');
    writeFiles(workspace.root, { stored: `${rendered}${others}` });
    const { exitCode, text } = workspace.nx('run', ...alone);
    expect(exitCode).not.toBe(0);
    expect(text).toContain(
      "NXHELM_REMOVES_MOST: a deploy would delete 3 of the release's 6 objects: ConfigMap d, ConfigMap e, ConfigMap f; nothing was changed",
    );
    expect(workspace.changes().filter((call) => call.startsWith('helm'))).toEqual([]);
  });

  it.each([
    [1, 2, false],
    [1, 1, true],
    [2, 4, true],
    [2, 5, false],
    [3, 5, true],
  ])('are too many where %i of %i go: %s', (removed, of, isRefused) => {
    const titles = Array.from({ length: removed }, (_none, index) => `ConfigMap ${index}`);
    const refuse = (): void => refuseToRemoveMost('api', { titles, lost: removed, of });
    if (isRefused) expect(refuse).toThrow('NXHELM_REMOVES_MOST');
    else expect(refuse).not.toThrow();
  });

  it.each([
    ['the half that gets new names', ['a', 'b'], ['c-2', 'd-2'], false],
    ['all that get new names', [], ['a-2', 'b-2', 'c-2', 'd-2'], false],
    ['the half that goes', ['a', 'b'], [], true],
    ['three of which one gets a new name', ['a'], ['d-2'], true],
    ['the half for which others come', ['a', 'b'], ['e', 'f'], true],
  ])('are counted by what no new one comes for: %s', (_what, kept, made, isRefused) => {
    const stored = ['a', 'b', 'c', 'd'].map((name) => configMap(name)).join('');
    const next = objectsOf([...kept, ...made].map((name) => configMap(name)).join(''));
    const removal = removedObjects(stored, next, 'acme');
    expect(removal.titles).toHaveLength(4 - kept.length);
    const refuse = (): void => refuseToRemoveMost('api', removal);
    if (isRefused) expect(refuse).toThrow('NXHELM_REMOVES_MOST');
    else expect(refuse).not.toThrow();
  });

  it('are replaced where the hash in the name is another one', () => {
    const named = (hash: string) =>
      ['api-settings', 'api-files'].map((name) => configMap(`${name}-${hash}`)).join('');
    const removal = removedObjects(named('7f9c2'), objectsOf(named('8d1b4')), 'acme');
    expect(removal).toMatchObject({ lost: 0, of: 2 });
  });

  it('are not replaced by new ones of another kind', () => {
    const stored = ['a', 'b'].map((name) => configMap(name)).join('');
    const next = objectsOf(configMap('a').replace('ConfigMap', 'Secret'));
    expect(removedObjects(stored, next, 'acme')).toMatchObject({ lost: 2, of: 2 });
  });

  it('are deleted only on purpose where they are most of the release (skaffold#9377)', () => {
    const stored = ['a', 'd', 'e'].map((name) => configMap(name)).join('');
    writeFiles(workspace.root, { stored });
    const { exitCode, text } = workspace.nx('run', ...alone);
    expect(exitCode).not.toBe(0);
    expect(text).toContain(
      "NXHELM_REMOVES_MOST: a deploy would delete 2 of the release's 3 objects: ConfigMap d, ConfigMap e; nothing was changed (project api)",
    );
    expect(workspace.changes().filter((call) => call.startsWith('helm'))).toEqual([]);
    const dryRun = workspace.nx('run', ...alone, '--dry-run=client').text;
    expect(dryRun).toContain('would be refused: it deletes 2 of 3 objects');
    expect(workspace.nx('run', 'infra:plan').text).toContain(
      'a deploy would be refused: it deletes 2 of 3 objects (--allow-removal agrees to it)',
    );
    workspace.calls();
    expect(workspace.nx('run', ...alone, '--allow-removal').exitCode).toBe(0);
    expect(workspace.changes().some((call) => call.startsWith('helm upgrade api'))).toBe(true);
  });
});

describe('a first install', () => {
  it('makes pods in a plan, and replaces none', () => {
    const deployment =
      '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: {} }\n';
    const first = createRehearsal({ rendered: deployment });
    const { text } = first.nx('run', 'infra:plan');
    expect(text).toContain('  pods of Deployment/api are created');
    expect(text).not.toContain('replaced');
    first.remove();
  });

  it('into a namespace that is not there is refused where the release runs in another one', () => {
    const repository = createRehearsal({}, { isRepository: true });
    const elsewhere = (labels: Readonly<Record<string, string>>): void => {
      const all = { name: 'api', commit: repository.commit, ...labels };
      writeFiles(repository.root, { elsewhere: `shop ${JSON.stringify(all)}\n`, namespace: '' });
    };
    repository.nx('run-many', '-t', 'helm-template');
    elsewhere({ environment: 'test' });
    const refused = repository.nx('run', ...alone);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.text).toMatch(
      /NXHELM_SECOND_COPY: namespace acme does not exist yet, and the release runs in shop already.*Do: .*kubectl --context test create namespace acme/,
    );
    expect(repository.changes()).toEqual([]);
    expect(repository.nx('run', 'infra:plan').text).toContain(
      'a deploy would be refused: namespace acme does not exist yet, and the release runs in shop',
    );
    writeFiles(repository.root, { namespace: 'namespace/default\n' });
    expect(repository.nx('run', ...alone, '--namespace=default').text).toMatch(
      /NXHELM_SECOND_COPY: every cluster has the namespace default, and the release runs in shop already.*Do: .*"nxHelm: \{ namespace: default \}"/,
    );
    expect(repository.changes()).toEqual([]);
    // Another environment, another repository, or a namespace that somebody made is no mistake.
    for (const labels of [{ environment: 'prod' }, { commit: '0'.repeat(40) }]) {
      elsewhere(labels);
      expect(repository.nx('run', ...alone).exitCode).toBe(0);
    }
    elsewhere({});
    writeFiles(repository.root, { namespace: 'namespace/acme\n' });
    const last = repository.nx('run', ...alone);
    expect([last.exitCode, last.text]).toEqual([0, expect.any(String)]);
    repository.remove();
  });
});

describe('a release that was taken back on purpose', () => {
  it('is printed by plan and drift', () => {
    const fingerprint = JSON.parse(workspace.read('dist/manifests/api/fingerprint.json')) as {
      readonly fingerprint: string;
    };
    const labels = {
      reason: 'rollback',
      left: fingerprint.fingerprint,
      fingerprint: 'other',
      'rolled-back-from': '2',
    };
    writeFiles(workspace.root, { secrets: row(labels) });
    const message = 'kept at revision 3, rolled back on purpose from revision 2';
    const { text } = workspace.nx('run', 'infra:plan', '--json');
    expect(text).toContain('"reason": "rolled-back"');
    expect(text).toContain(message);
    expect(workspace.nx('run', 'infra:drift').text).toMatch(new RegExp(`api +kept +${message}`));
  });
});

describe('a Deployment that its chart pauses (helm#6549)', () => {
  it('is printed after the rollout', () => {
    const stored =
      '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { paused: true }\n';
    writeFiles(workspace.root, { stored: `${rendered}${stored}` });
    expect(workspace.nx('run', ...alone).text).toContain(
      'api: Deployment api is paused by its chart, so its pods keep the template that they have',
    );
  });
});
