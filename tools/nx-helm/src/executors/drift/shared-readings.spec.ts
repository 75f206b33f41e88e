import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal({}, { isRepository: true });
});
afterAll(() => {
  workspace.remove();
});

function installed(name: string): string {
  const { commit } = workspace;
  const labels = { revision: '1', form: 'install', environment: 'test', fingerprint: 'f', commit };
  return `${JSON.stringify({ name, version: '1', status: 'deployed', dirty: 'false', ...labels })}\n`;
}

const reads = (): string[] => workspace.calls().filter((call) => call.startsWith('kubectl'));

describe.each(['drift', 'affected'])('infra:%s over several releases of a namespace', (target) => {
  it('asks the cluster twice: for the revisions and for the objects of all', () => {
    writeFiles(workspace.root, {
      secrets: installed('api') + installed('platform'),
      'objects-test': JSON.stringify({ items: [settings] }),
    });
    workspace.calls();
    const { exitCode, text } = workspace.nx('run', `infra:${target}`);
    expect([exitCode, text]).toEqual([0, expect.stringMatching(/api .*\n.*platform /)]);
    expect(reads()).toEqual([
      expect.stringContaining(' get secrets --selector owner=helm '),
      expect.stringContaining(' get ConfigMap,HorizontalPodAutoscaler.v2.autoscaling '),
    ]);
  });

  it('says of each what is missing of it', () => {
    writeFiles(workspace.root, { 'objects-test': JSON.stringify({ items: [] }) });
    const { text } = workspace.nx('run', `infra:${target}`);
    for (const release of ['api', 'platform']) {
      expect(text).toMatch(new RegExp(`${release} .*ConfigMap settings`));
    }
  });
});
