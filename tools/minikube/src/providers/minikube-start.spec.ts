import { PRODUCT } from '../__fixtures__/settings.ts';
import { nodeSize, startArguments } from './minikube-start.ts';

describe('the arguments of minikube-start (K1)', () => {
  it.each([
    [
      { cpus: 16, memoryMb: 64_000 },
      { cpus: 4, memoryMb: 8192 },
    ],
    [
      { cpus: 2, memoryMb: 8000 },
      { cpus: 2, memoryMb: 6000 },
    ],
  ])(
    'give the node 4 CPUs and 8 GB, or less where the machine has less: %j',
    (machine, expected) => {
      expect(nodeSize(PRODUCT.node, machine)).toEqual(expected);
    },
  );

  it('start with metrics, dashboard and the two ports on loopback', () => {
    const args = startArguments('docker', PRODUCT.node, { web: 30000, chatbot: 30001 });
    expect(args).toEqual(
      expect.arrayContaining([
        '--driver=docker',
        '--addons=metrics-server',
        '--addons=dashboard',
        '--ports=127.0.0.1:30000:30000',
        '--ports=127.0.0.1:30001:30001',
      ]),
    );
  });
});
