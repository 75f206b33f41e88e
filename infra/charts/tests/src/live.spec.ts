import { stageCharts } from './helm.ts';
import { services } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

/** As `nx run <release>:live` gives them. */
const live = {
  live: {
    enabled: true,
    interpreter: 'node',
    supervisor: { file: 'supervisor.mjs', text: 'const text = "<&\u{1F600}>";\n' },
    command: ['node', '/app/server.js'],
  },
};

describe.each([...services, 'ops'] as const)(
  'the overlay of a development session of %s (K3)',
  (release) => {
    const render = () => charts.render(release, { values: live });

    it('runs one pod, whose folder is a volume filled from its own image', () => {
      const { spec } = render().podOf('Deployment');
      const [container] = spec.containers;
      const [fill] = spec.initContainers ?? [];
      expect(render().only('Deployment').spec).toMatchObject({ replicas: 1 });
      expect(fill).toMatchObject({
        image: container?.image,
        command: ['node', '/supervisor/supervisor.mjs', 'fill', '/app', '/volume'],
        volumeMounts: expect.arrayContaining([{ name: 'application', mountPath: '/volume' }]),
      });
      expect(container).toMatchObject({
        command: [
          ...['node', '/supervisor/supervisor.mjs', 'run', '/app', '9099'],
          ...live.live.command,
        ],
        volumeMounts: expect.arrayContaining([{ name: 'application', mountPath: '/app' }]),
      });
      expect(spec.volumes).toEqual(
        expect.arrayContaining([
          { name: 'tmp', emptyDir: expect.anything() },
          { name: 'application', emptyDir: { sizeLimit: '512Mi' } },
          { name: 'supervisor', configMap: { name: `${release}-live` } },
        ]),
      );
    });

    it('keeps root read-only, the user and the capabilities, for the filling too', () => {
      const overlay = render().podOf('Deployment').spec;
      const { spec } = charts.render(release).podOf('Deployment');
      const expected = spec.containers[0]?.securityContext;
      expect(overlay.securityContext).toEqual(spec.securityContext);
      expect(expected).toMatchObject({ readOnlyRootFilesystem: true });
      for (const each of [...overlay.containers, ...(overlay.initContainers ?? [])])
        expect(each.securityContext).toEqual(expected);
    });

    it('brings the supervisor as it was given, and where the plugin finds it', () => {
      const config = render().objects.find(({ metadata }) => metadata.name === `${release}-live`);
      expect(config).toMatchObject({ data: { 'supervisor.mjs': live.live.supervisor.text } });
      expect(render().podOf('Deployment').metadata.annotations).toMatchObject({
        'nx-helm/live-port': '9099',
      });
    });

    it('kills no container whose application is broken, but gives it no requests', () => {
      const [container] = render().podOf('Deployment').spec.containers;
      expect(container).not.toHaveProperty('livenessProbe');
      expect(container).not.toHaveProperty('startupProbe');
      expect(container).toMatchObject({ readinessProbe: { httpGet: { path: '/ready' } } });
    });

    it('raises the limit of the processor alone, and only in the Deployment', () => {
      const { resources } = charts.render(release).podOf('Deployment').spec.containers[0] ?? {};
      const overlay = render().podOf('Deployment').spec.containers[0]?.resources;
      expect(overlay).toEqual({ ...resources, limits: { ...resources?.limits, cpu: '2' } });
    });

    it.each([
      ['in an environment for people', { global: { protected: true } }, 'global.protected'],
      ['under an autoscaler', { autoscaling: { enabled: true } }, 'autoscaling.enabled'],
      ['without a command', { live: { ...live.live, command: [] } }, 'live.command is empty'],
    ])('is refused %s', (_where, values, message) => {
      const result = charts.run('template', release, { values: { ...live, ...values } });
      expect(result.status).not.toBe(0);
      expect(result.stderr).toContain(message);
    });

    it('is refused by the values of prod (K5)', () => {
      const result = charts.run('template', release, { environment: 'prod', values: live });
      expect(result.status).not.toBe(0);
      expect(result.stderr).toContain('global.protected says that nothing but an image may run');
    });

    it('changes nothing of what is rendered without it', () => {
      const plain = charts.render(release);
      const off = charts.render(release, { values: { live: { ...live.live, enabled: false } } });
      expect(off.objects).toEqual(plain.objects);
    });
  },
);
