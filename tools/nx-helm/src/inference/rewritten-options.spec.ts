import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNxWorkspace } from '../testing/nx-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

const environments = ['first', 'second', 'third'];
const rounds = 6;

let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
beforeAll(async () => {
  workspace = await createNxWorkspace({ hasDaemon: true });
  for (const [index, name] of environments.entries()) {
    const releases = `  releases:\n    api: { replicas: ${index + 10} }\n`;
    writeFiles(workspace.root, {
      [`environments/${name}.yaml`]: `nxHelm:\n  kubeVersion: 1.34.4\n${releases}`,
    });
  }
});
afterAll(() => workspace.remove());

describe('an option that was written into nx.json a moment ago, with Nx’s daemon (nx#35630)', () => {
  it('is the one that the next render has', async () => {
    const file = join(workspace.root, 'nx.json');
    const before = readFileSync(file, 'utf8');
    const rendered: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const name = environments[round % environments.length];
      writeFileSync(file, before.replace('"environment": "test"', `"environment": "${name}"`));
      const { exitCode, said } = await workspace.nx('run', 'api:helm-template');
      expect([exitCode, said]).toEqual([0, expect.any(String)]);
      const manifests = readFileSync(
        join(workspace.root, 'dist/manifests/api/install.yaml'),
        'utf8',
      );
      rendered.push(/replicas: (\d+)/.exec(manifests)?.[1] ?? 'none');
    }
    expect(rendered).toEqual(['10', '11', '12', '10', '11', '12']);
    expect((await workspace.nx('daemon')).said).toMatch(/daemon is currently running/i);
  });
});
