import { stageCharts } from './helm.ts';
import { totalOf } from './quantity.ts';
import { releases, services } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const mebibyte = 2 ** 20;
/** What the control plane of a Minikube asks for before the first pod of ours. */
const controlPlane = { milliCpu: 850, bytes: 400 * mebibyte };

function totals(kind: 'requests' | 'limits', surgePods: number) {
  const sum = { milliCpu: 0, bytes: 0 };
  for (const release of releases) {
    const rendered = charts.render(release);
    const owner = release === 'platform' ? 'StatefulSet' : 'Deployment';
    const replicas = rendered.only(owner).spec?.replicas ?? 0;
    const pods = replicas + (release === 'platform' ? 0 : surgePods);
    const pod = totalOf(rendered.podOf(owner).spec, kind);
    sum.milliCpu += pods * pod.milliCpu;
    sum.bytes += pods * pod.bytes;
  }
  return sum;
}

describe('capacity (K2)', () => {
  it('all requests with one surge pod per service fit a node of 2 cores and 4 GiB', () => {
    const { milliCpu, bytes } = totals('requests', 1);
    expect(milliCpu + controlPlane.milliCpu).toBeLessThanOrEqual(2000);
    expect(bytes + controlPlane.bytes).toBeLessThanOrEqual(4096 * mebibyte);
  });

  it('all limits together stay below 70 % of 4 cores and 8 GiB', () => {
    const { milliCpu, bytes } = totals('limits', 0);
    expect(milliCpu).toBeLessThan(0.7 * 4000);
    expect(bytes).toBeLessThan(0.7 * 8192 * mebibyte);
  });

  it('migrations and tests need no more than the surge pod whose place they take', () => {
    for (const service of services) {
      const rendered = charts.render(service, { isUpgrade: true });
      const server = totalOf(rendered.podOf('Deployment').spec, 'requests');
      for (const kind of ['Job', 'Pod']) {
        const pod = totalOf(rendered.podOf(kind).spec, 'requests');
        expect(pod.milliCpu).toBeLessThanOrEqual(server.milliCpu);
        expect(pod.bytes).toBeLessThanOrEqual(server.bytes);
      }
    }
  });

  it.each([
    ['api', '500m', '512Mi'],
    ['web', '200m', '256Mi'],
    ['chatbot', '200m', '256Mi'],
  ] as const)('the limits of %s are %s and %s', (service, cpu, memory) => {
    const [container] = charts.render(service).podOf('Deployment').spec.containers;
    expect(container?.resources.limits).toEqual({ cpu, memory });
  });
});
