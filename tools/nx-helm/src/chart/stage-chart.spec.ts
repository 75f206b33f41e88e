import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { stageChart } from './stage-chart.ts';

let root: string;
const archives = { pathOf: () => Promise.reject(new Error('nothing is pulled')) };
const stage = (): Promise<void> =>
  stageChart(
    { workspaceRoot: root, project: 'api', archives },
    { chart: 'apps/api/chart' },
    join(root, 'dist/charts/api'),
  );
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-stage-'));
  writeFiles(root, {
    'apps/api/chart/Chart.yaml':
      'name: api\nversion: 0.1.0\ndependencies: [{ name: acme-lib, repository: "file://../../../charts/lib" }]\n',
    'apps/api/chart/templates/a.yaml': 'a',
    'apps/api/chart/charts/acme-lib/templates/stale.yaml': 'stale',
    'apps/api/chart/charts/acme-lib/Chart.yaml': 'name: acme-lib\nversion: 0.0.1\n',
    'charts/lib/Chart.yaml':
      'name: acme-lib\nversion: 0.1.0\ndependencies: [{ name: base, repository: "file://../base" }]\n',
    'charts/base/Chart.yaml': 'name: base\nversion: 0.1.0\n',
  });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a staged chart', () => {
  it('brings its libraries, and theirs, by the names of their charts', async () => {
    await stage();
    const charts = join(root, 'dist/charts/api/charts');
    expect(readdirSync(charts)).toEqual(['acme-lib']);
    expect(existsSync(join(charts, 'acme-lib/charts/base/Chart.yaml'))).toBe(true);
    expect(existsSync(join(charts, 'acme-lib/templates'))).toBe(false);
    expect(existsSync(join(root, 'dist/charts/api/templates/a.yaml'))).toBe(true);
  });

  it('takes no copy of a library that Helm left, whatever its version or folder', async () => {
    const versions = ['0.1.0', 'v0.1.0', '1.0.0-0.3.7', '1.0.0-1.2.3-rc.1', '1.0.0+1.2.3'];
    const copies = versions.map((version) => `acme-lib-${version}.tgz`);
    const others = ['acme-1.0.0.tgz', 'acme-lib-extra-1.0.0.tgz', 'redis'];
    const files = [...copies, ...others].map((name) => `apps/api/chart/charts/${name}`);
    writeFiles(root, {
      ...Object.fromEntries(files.map((path) => [path, ''])),
      'apps/api/chart/charts/renamed/Chart.yaml': 'name: acme-lib\nversion: 0.0.1\n',
    });
    await stage();
    const staged = readdirSync(join(root, 'dist/charts/api/charts'));
    expect(staged.toSorted()).toEqual(['acme-lib', ...others].toSorted());
  });

  it('leaves the source as it was, and forgets what was staged before', async () => {
    await stage();
    writeFiles(root, { 'dist/charts/api/templates/gone.yaml': 'x' });
    await stage();
    expect(readdirSync(join(root, 'apps/api/chart')).sort()).toEqual([
      'Chart.yaml',
      'charts',
      'templates',
    ]);
    expect(readdirSync(join(root, 'dist/charts/api/templates'))).toEqual(['a.yaml']);
  });

  it('of charts that depend on each other is refused, and nothing is written', async () => {
    writeFiles(root, {
      'charts/base/Chart.yaml':
        'name: base\nversion: 0.1.0\ndependencies: [{ name: acme-lib, repository: "file://../lib" }]\n',
    });
    await expect(stage()).rejects.toThrow(
      'NXHELM_CHART_CYCLE: charts depend on each other in a circle: apps/api/chart -> charts/lib -> charts/base -> charts/lib',
    );
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });
});
