import { stageCharts } from './helm.ts';
import { totalOf } from './quantity.ts';
import { everyPod, optionalReleases, releases, services } from './workspace.ts';
import type { Release } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const mebibyte = 2 ** 20;
/** What the control plane of a Minikube asks for before the first pod of ours. */
const controlPlane = { milliCpu: 850, bytes: 400 * mebibyte };

/** The limits of one pod that K2 speaks of. */
const givenToPods = {
  api: { milliCpu: 500, bytes: 512 * mebibyte },
  web: { milliCpu: 200, bytes: 256 * mebibyte },
  chatbot: { milliCpu: 200, bytes: 256 * mebibyte },
};

function totals(
  kind: 'requests' | 'limits',
  surgePods: number,
  counted: readonly Release[] = releases,
) {
  const sum = { milliCpu: 0, bytes: 0 };
  for (const release of counted) {
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
  describe.each([
    ['the releases that every environment has', releases],
    ['those that one may leave out, too', [...releases, ...optionalReleases]],
  ])('of %s', (_which, counted) => {
    it('all requests with one surge pod per service fit a node of 2 cores and 4 GiB', () => {
      const { milliCpu, bytes } = totals('requests', 1, counted);
      expect(milliCpu + controlPlane.milliCpu).toBeLessThanOrEqual(2000);
      expect(bytes + controlPlane.bytes).toBeLessThanOrEqual(4096 * mebibyte);
    });

    it('all limits together stay below 70 % of 4 cores and 8 GiB', () => {
      const { milliCpu, bytes } = totals('limits', 0, counted);
      expect(milliCpu).toBeLessThan(0.7 * 4000);
      expect(bytes).toBeLessThan(0.7 * 8192 * mebibyte);
    });
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

  it('the pods of all services may take no more than K2 gives them together', () => {
    const sum = { milliCpu: 0, bytes: 0 };
    const given = { milliCpu: 0, bytes: 0 };
    for (const service of services) {
      const rendered = charts.render(service);
      const replicas = rendered.only('Deployment').spec?.replicas ?? 0;
      const limits = totalOf(rendered.podOf('Deployment').spec, 'limits');
      sum.milliCpu += replicas * limits.milliCpu;
      sum.bytes += replicas * limits.bytes;
      given.milliCpu += replicas * givenToPods[service].milliCpu;
      given.bytes += replicas * givenToPods[service].bytes;
    }
    expect(sum.milliCpu).toBeLessThanOrEqual(given.milliCpu);
    expect(sum.bytes).toBeLessThanOrEqual(given.bytes);
  });

  it.each([...releases, ...optionalReleases])(
    'no pod of %s asks for more than it may take',
    (release) => {
      const { pods } = charts.render(release, { set: everyPod(release) });
      // The operations server has no migration.
      expect(pods.length).toBeGreaterThanOrEqual(release === 'ops' ? 2 : 3);
      for (const { template } of pods) {
        const requests = totalOf(template.spec, 'requests');
        const limits = totalOf(template.spec, 'limits');
        expect(requests.milliCpu).toBeLessThanOrEqual(limits.milliCpu);
        expect(requests.bytes).toBeLessThanOrEqual(limits.bytes);
      }
    },
  );

  it.each(['web', 'chatbot'] as const)(
    'the heap of %s leaves a third of the memory for buffers and code, so no pod is killed for it',
    (service) => {
      const rendered = charts.render(service);
      const options = rendered.only('ConfigMap').data?.['NODE_OPTIONS'] ?? '';
      const [, heap] = /--max-old-space-size=(\d+)/.exec(options) ?? [];
      const { bytes } = totalOf(rendered.podOf('Deployment').spec, 'limits');
      expect(Number(heap) * mebibyte).toBeLessThanOrEqual((2 / 3) * bytes);
    },
  );
});
