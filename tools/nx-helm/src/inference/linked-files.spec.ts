import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWith } from '../base/settings.ts';
import { configMap, createChartWorkspace } from '../testing/chart-workspace.ts';
import { createFixture } from '../testing/fixture-workspace.ts';
import { linkedInputs } from './project-files.ts';

let workspace: ReturnType<typeof createChartWorkspace>;
beforeEach(() => {
  workspace = createChartWorkspace({
    'shared/map.yaml': 'a',
    'shared/files/deep/x.txt': 'x',
    'elsewhere/y.txt': 'y',
  });
});
afterEach(() => workspace.remove());

const inputs = () => linkedInputs(workspace.root, ['app/chart', 'environments', 'absent']);

describe('files behind symbolic links of a chart', () => {
  it('are inputs, also of folders, and by way of other links', () => {
    workspace.link('app/chart/templates/map2.yaml', 'shared/map.yaml');
    workspace.link('app/chart/files', 'shared/files');
    workspace.link('shared/files/deep/more', 'elsewhere');
    workspace.link('environments/prod.yaml', 'shared/map.yaml');
    expect(inputs()).toEqual([
      '{workspaceRoot}/elsewhere/**/*',
      '{workspaceRoot}/shared/files/**/*',
      '{workspaceRoot}/shared/map.yaml',
    ]);
  });

  it('are none where there is no link, or one that an editor left', () => {
    workspace.link('app/chart/templates/.#map.yaml', 'nobody@nowhere');
    expect(inputs()).toEqual([]);
  });

  it('are those of a chart or Dockerfile that is a link itself', () => {
    workspace.link('other', 'shared/files');
    workspace.link('Dockerfile', 'shared/map.yaml');
    expect(linkedInputs(workspace.root, ['other', 'Dockerfile'])).toEqual([
      '{workspaceRoot}/shared/files/**/*',
      '{workspaceRoot}/shared/map.yaml',
    ]);
  });

  it('are refused outside of the workspace, where Nx sees no change', () => {
    symlinkSync(tmpdir(), join(workspace.root, 'app/chart/files'), 'junction');
    expect(inputs).toThrow(
      /^NXHELM_LINK_UNUSABLE: the symbolic link app\/chart\/files leads to .*, outside of the workspace/,
    );
  });

  it.each([
    ['.gitignore', 'elsewhere/', 'elsewhere/y.txt'],
    ['.gitignore', '/elsewhere/', 'elsewhere'],
    ['shared/.gitignore', '*.txt', 'shared/files/deep/x.txt'],
    ['.nxignore', 'elsewhere', 'elsewhere/y.txt'],
  ])('are refused where Nx leaves them out: %s with %s, %s', (file, pattern, to) => {
    workspace.link('app/chart/templates/more', to);
    expect(inputs).not.toThrow();
    execFileSync('git', ['init', '--quiet'], { cwd: workspace.root });
    writeFileSync(join(workspace.root, file), `${pattern}\n`);
    // Nx does not ask whether a file is committed.
    execFileSync('git', ['add', '--force', to], { cwd: workspace.root });
    expect(inputs).toThrow(
      `NXHELM_LINK_UNUSABLE: the symbolic link app/chart/templates/more leads to ${to}, which is ignored`,
    );
    writeFileSync(join(workspace.root, file), `!${pattern}\n`);
    expect(inputs).not.toThrow();
  });

  it.each(['app', 'app/chart', 'app/chart/templates', '.'])('are refused in a circle: %s', (to) => {
    workspace.link('app/chart/templates/again', to);
    expect(inputs).toThrow('leads to a folder that it is in itself');
  });

  it('are refused in a circle of several links, and not where two lead to one place', () => {
    workspace.link('app/chart/files', 'shared/files');
    workspace.link('app/chart/more', 'shared/files');
    expect(inputs()).toEqual(['{workspaceRoot}/shared/files/**/*']);
    workspace.link('shared/files/back', 'app/chart');
    expect(inputs).toThrow('NXHELM_LINK_UNUSABLE');
    rmSync(join(workspace.root, 'shared/files/back'));
    expect(inputs).not.toThrow();
  });
});

describe('Nx', () => {
  // It makes its graph anew in each run, on machines that do other things as well.
  jest.setTimeout(120_000);

  it('runs a target again when the file behind a link has changed', async () => {
    const { root } = createFixture();
    try {
      mkdirSync(join(root, 'shared'));
      const shared = join(root, 'shared/map.yaml');
      const chart = join(root, 'apps/api/chart');
      const link = join(chart, 'templates/objects.yaml');
      rmSync(link);
      writeFileSync(
        join(chart, 'Chart.yaml'),
        'apiVersion: v2\nname: api\nversion: 0.1.0\nicon: file:///icon.svg\n',
      );
      writeFileSync(shared, configMap('shared', 'a: "1"'));
      symlinkSync('../../../../shared/map.yaml', link, 'file');
      const nx = createRequire(join(root, 'package.json')).resolve('nx/bin/nx');
      const lint = async (): Promise<string> => {
        const environment = environmentWith({ NX_DAEMON: 'false', NX_TUI: 'false', CI: 'true' });
        const args = [nx, 'run', 'api:helm-lint', '--outputStyle=stream'];
        const { stdout, stderr } = await run(process.execPath, args, {
          directory: root,
          environment,
        });
        return stdout + stderr;
      };
      expect(await lint()).toContain('has no faults');
      expect(await lint()).toMatch(/local cache|existing outputs match the cache/);
      writeFileSync(shared, configMap('shared', 'a: "1"\n  a: "2"'));
      expect(await lint()).toContain('the key "data.a" is a duplicate');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
