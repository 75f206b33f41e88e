import { createReplicas } from '../testing/field-owners.ts';
import type { Kubectl } from './connect.ts';
import { foreignFields } from './foreign-fields.ts';
import { keepReplicas } from './kept-replicas.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

const web: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'acme' },
  spec: {},
};
const scaler = (name = 'web', more: object = { kind: 'Deployment' }): KubernetesObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { name, ...more } },
});

/** A release of four pods that Helm applied, and the steps of a deploy that Helm's apply is one of. */
function releaseOf(replicas: number) {
  const field = createReplicas(web, 0);
  field.apply('helm', replicas, true);
  field.seen.length = 0;
  const calls: (readonly string[])[] = [];
  let onApply = (): void => undefined;
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args, options) => {
      calls.push(args);
      onApply();
      const { spec } = JSON.parse(options?.input ?? '{}') as KubernetesObject;
      const manager = args[args.indexOf('--field-manager') + 1] ?? '';
      const isDone = field.apply(
        manager,
        Number(spec?.['replicas']),
        args.includes('--force-conflicts'),
      );
      return Promise.resolve({
        exitCode: isDone ? 0 : 1,
        stdout: '',
        stderr: 'Apply failed with 1 conflict',
      });
    },
    read: () => Promise.reject(new Error('nothing is read')),
  };
  const deploy = async (rendered: number | undefined, ...scalers: KubernetesObject[]) => {
    const spec = rendered === undefined ? {} : { replicas: rendered };
    const expected = [{ ...web, spec }, ...scalers];
    const message = await keepReplicas(kubectl, 'web', () =>
      Promise.resolve({ expected, actual: [field.object()] }),
    );
    field.apply('helm', rendered, true);
    return message;
  };
  return { field, deploy, calls, beforeApply: (run: () => void) => (onApply = run) };
}

describe('pods whose number an autoscaler takes over (website#29739)', () => {
  it('without the hand-over are all but one gone: the fake has the rule that matters', () => {
    const { field } = releaseOf(4);
    field.apply('helm', undefined, true);
    expect(field.seen).toEqual([1]);
  });

  it.each([
    ['of Kubernetes', scaler()],
    ['that names no kind', scaler('web', {})],
  ])(
    'stay as many as they are when an autoscaler %s is switched on',
    async (_which, autoscaler) => {
      const { field, deploy } = releaseOf(4);
      await expect(deploy(undefined, autoscaler)).resolves.toEqual([
        'Deployment web keeps its 4 replicas until the autoscaler sets them',
      ]);
      expect(field.seen).toEqual([]);
      field.update('kube-controller-manager', 3);
      expect(field.seen).toEqual([3]);
    },
  );

  it('stay so when it is switched off and on again, and by the deploys in between', async () => {
    const { field, deploy } = releaseOf(4);
    await deploy(undefined, scaler());
    field.update('kube-controller-manager', 6);
    await deploy(undefined, scaler());
    await deploy(5);
    await deploy(undefined, scaler());
    await deploy(undefined, scaler());
    expect(field.seen).toEqual([6, 5]);
  });

  it('are those that somebody set meanwhile, which is not set back', async () => {
    const { field, deploy, beforeApply } = releaseOf(4);
    let isScaled = false;
    beforeApply(() => {
      if (!isScaled) field.update('kubectl', 7);
      isScaled = true;
    });
    await deploy(undefined, scaler());
    expect(field.seen).toEqual([7]);
  });

  it.each([
    ['the chart counts them', 4, [scaler()]],
    ['nothing scales them', undefined, []],
    ['something else is scaled', undefined, [scaler('api')]],
  ])('are left alone where %s', async (_why, rendered, scalers) => {
    const { deploy, calls } = releaseOf(4);
    await expect(deploy(rendered, ...scalers)).resolves.toEqual([]);
    expect(calls).toEqual([]);
  });

  it('are no addition of somebody else to take away', async () => {
    const { field, deploy } = releaseOf(4);
    await deploy(undefined, scaler());
    expect(foreignFields(web, field.object())).toEqual([]);
  });

  it('are not risked where they cannot be handed over', async () => {
    const kubectl: Kubectl = {
      namespace: 'acme',
      try: () => Promise.resolve({ exitCode: 1, stdout: '', stderr: 'forbidden' }),
      read: () => Promise.resolve(''),
    };
    const { field } = releaseOf(4);
    const objects = { expected: [web, scaler()], actual: [field.object()] };
    await expect(keepReplicas(kubectl, 'web', () => Promise.resolve(objects))).rejects.toThrow(
      'NXHELM_REPLICAS_NOT_KEPT',
    );
  });
});
