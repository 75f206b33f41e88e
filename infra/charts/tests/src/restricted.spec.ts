import { stageCharts } from './helm.ts';
import type { Container } from './objects.ts';
import { environments, everyPod, releases } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const cases = releases.flatMap((release) =>
  environments.flatMap((environment) =>
    [false, true].map((isUpgrade) => ({ release, environment, isUpgrade })),
  ),
);
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

/** Pod Security "restricted", and beyond it what issue and design ask: a read-only root, no token. */
describe.each(cases)(
  'Pod Security restricted: $release in $environment, upgrade $isUpgrade (I1)',
  ({ release, environment, isUpgrade }) => {
    const { pods } = charts.render(release, { environment, isUpgrade, set: everyPod(release) });
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

    it('no pod has a service account token, service links, or the default account', () => {
      for (const { template } of pods) {
        expect(template.spec).toMatchObject({
          automountServiceAccountToken: false,
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
