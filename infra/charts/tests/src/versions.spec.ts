import { stageCharts } from './helm.ts';
import { releases } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

/** What every version from the oldest on serves; what came later would be refused by it. */
const served = new Set([
  'v1',
  'apps/v1',
  'autoscaling/v2',
  'batch/v1',
  'networking.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
]);
const minors = [28, 29, 30, 31, 32, 33, 34, 35];

describe.each(releases)('the chart of %s on each Kubernetes (K10)', (release) => {
  it.each(minors)('is made of what 1.%d serves', (minor) => {
    const { objects } = charts.render(release, { kubeVersion: `1.${minor}.0` });
    expect(objects.length).toBeGreaterThan(3);
    expect(objects.map(({ apiVersion }) => apiVersion).filter((name) => !served.has(name))).toEqual(
      [],
    );
  });

  // A provider's version has an ending that would else count as older.
  it.each(['1.28.0-gke.100', '1.31.4-eks-7f9249a'])('is taken by %s', (kubeVersion) => {
    expect(charts.run('template', release, { kubeVersion }).status).toBe(0);
  });

  it('is refused by an older one in one sentence, before anything is applied', () => {
    const { status, stderr } = charts.run('template', release, { kubeVersion: '1.27.16' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /chart requires kubeVersion: >=1\.28\.0-0 which is incompatible with Kubernetes v1\.27\.16/,
      ),
    });
  });
});
