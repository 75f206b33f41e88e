import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../testing/rehearsal-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal();
  workspace.nx('run', 'api:helm-template');
});
afterAll(() => workspace.remove());

function helmIs(version: string): void {
  const script = readFileSync(join(workspace.root, 'bin/helm'), 'utf8');
  writeFiles(workspace.root, { 'bin/helm': script.replace(/echo v\S+/, `echo ${version}`) });
}

const installed = JSON.stringify({ name: 'api', version: '3', status: 'deployed' });

describe('a Helm that is known not to run hooks (helm#32224, volcano#5475)', () => {
  beforeEach(() => {
    helmIs('v4.2.1+g0000000');
    writeFiles(workspace.root, { secrets: `${installed}\n` });
    workspace.calls();
  });

  it.each(['helm-deploy', 'helm-test', 'helm-uninstall', 'helm-rollback'])(
    'is refused by %s before anything is changed',
    (target) => {
      const { exitCode, text } = workspace.nx('run', `api:${target}`, '--excludeTaskDependencies');
      expect(exitCode).not.toBe(0);
      expect(text).toMatch(
        /NXHELM_HELM_BROKEN: helm is version 4\.2\.1, which .*\(project api\)\. Do: install a later one/,
      );
      expect(workspace.changes()).toEqual([]);
    },
  );

  it.each(['v4.2.0', 'v4.2.2', 'v3.14.0'])('is not this one: %s', (version) => {
    helmIs(version);
    const { exitCode } = workspace.nx('run', 'api:helm-deploy', '--excludeTaskDependencies');
    expect(exitCode).toBe(0);
    expect(workspace.changes().filter((call) => call.startsWith('helm upgrade'))).toHaveLength(1);
  });
});
