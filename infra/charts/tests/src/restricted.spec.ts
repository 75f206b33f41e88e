import { stageCharts } from './helm.ts';
import type { Container } from './objects.ts';
import { stageWholeChart } from './whole-chart.ts';
import { environments, everyPod, optionalReleases, releases } from './workspace.ts';

const charts = stageCharts();
const whole = stageWholeChart();
afterAll(() => {
  charts.dispose();
  whole.dispose();
});

const upgrades = [false, true];
const separate = [...releases, ...optionalReleases].flatMap((release) =>
  environments.flatMap((environment) =>
    upgrades.map((isUpgrade) => ({
      what: `${release} in ${environment}`,
      isUpgrade,
      render: () => charts.render(release, { environment, isUpgrade, set: everyPod(release) }),
    })),
  ),
);
const shapes = ([undefined, 'dev', 'prod'] as const).flatMap((shape) =>
  upgrades.map((isUpgrade) => ({
    what: `the whole, ${shape ?? 'as it is'}`,
    isUpgrade,
    render: () =>
      whole.render({
        ...(shape !== undefined && { shape }),
        isUpgrade,
        set: ['ops.enabled=true', ...everyPod('platform').map((pair) => `platform.${pair}`)],
      }),
  })),
);

/** What asks the API server: the operations server, and the Job that makes the Secrets. */
const withToken = ['Deployment ops', 'Job taskora-secrets'];

/** What "restricted" allows, without `csi`, which no chart has a use for. */
const allowedVolumes = [
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** Pod Security "restricted", and beyond it a read-only root, and a token for those alone that use one. */
describe.each([...separate, ...shapes])(
  'Pod Security restricted: $what, upgrade $isUpgrade (I1)',
  ({ render }) => {
    const { pods } = render();
    const containers = (): Container[] =>
      pods.flatMap(({ template: { spec } }) => [
        ...spec.containers,
        ...(spec.initContainers ?? []),
      ]);

    it('every pod runs as a numbered user with the default seccomp profile', () => {
      for (const { template } of pods) {
        expect(template.spec.securityContext).toMatchObject({
          runAsNonRoot: true,
          runAsUser: expect.any(Number),
          seccompProfile: { type: 'RuntimeDefault' },
        });
        expect(template.spec.securityContext['runAsUser']).toBeGreaterThanOrEqual(10001);
      }
    });

    it('every container has no capability, no means to gain rights, and a read-only root', () => {
      for (const { securityContext } of containers()) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    });

    it('no pod has a service account token that it does not use, service links, or the default account', () => {
      for (const { owner, template } of pods) {
        const isAsking = withToken.includes(owner);
        expect(template.spec).toMatchObject({
          automountServiceAccountToken: isAsking,
          enableServiceLinks: false,
          serviceAccountName: expect.stringMatching(/./),
        });
      }
    });

    it('no pod shares anything of the node, and scratch space has a limit', () => {
      for (const { template } of pods) {
        expect(Object.keys(template.spec).filter((key) => /^host(?!name$)/.test(key))).toEqual([]);
        for (const { name, ...source } of template.spec.volumes ?? []) {
          expect({ name, kind: allowedVolumes.includes(Object.keys(source)[0] ?? '') }).toEqual({
            name,
            kind: true,
          });
          if ('emptyDir' in source) expect(source['emptyDir']).toHaveProperty('sizeLimit');
        }
      }
    });

    it('every container says what it needs and what it may take', () => {
      for (const { resources } of containers()) {
        const amounts = { cpu: expect.any(String), memory: expect.any(String) };
        expect(resources).toEqual({ requests: amounts, limits: amounts });
      }
    });
  },
);
