import { join } from 'node:path';
import { createSandbox, PRODUCT, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { createRunner } from '../run.ts';
import { nodeSize, startArguments } from '../providers/minikube-start.ts';
import { probeEngines, profileDriver } from './engine.ts';

const HELP = `echo "      --base-image='registry.example/kicbase:v1@sha256:abc': The base image"`;

describe('container engines for minikube-start (K1)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const probe = () => probeEngines(sandbox.settings, createRunner(sandbox.settings.environment));
  const reasons = async () => (await probe()).map(({ usable, reason }) => [usable, reason]);

  it('are not asked when minikube is not installed', async () => {
    sandbox.program('docker', 'exit 0');
    expect(await probe()).toEqual([]);
  });

  it('are usable when info answers and the base image is there', async () => {
    sandbox.program('minikube', HELP);
    sandbox.program(
      'docker',
      '[ "$1" = info ] || [ "$1 $3" = "image registry.example/kicbase:v1" ]',
    );
    expect(await reasons()).toEqual([
      [true, 'base image is there'],
      [false, 'not installed'],
    ]);
  });

  it('are usable when the base image can be pulled', async () => {
    sandbox.program('minikube', HELP);
    sandbox.program('podman', '[ "$1" != image ]');
    expect((await reasons())[1]).toEqual([true, 'base image can be pulled']);
  });

  it('are not usable as a client without a daemon, or without the base image', async () => {
    sandbox.program('minikube', HELP);
    sandbox.program('docker', 'exit 1');
    sandbox.program('podman', '[ "$1" = info ]');
    expect(await reasons()).toEqual([
      [false, 'info does not answer'],
      [false, 'no base image to be had'],
    ]);
  });

  it('do not count when this tool installed them for the provider modules', async () => {
    sandbox.program('minikube', HELP);
    sandbox.program('podman', 'exit 0');
    writeFileAt(join(sandbox.settings.cache, 'packages.json'), '["podman"]');
    expect((await reasons())[1]).toEqual([false, 'installed by this tool for builds']);
  });

  it('keep the driver of a profile', () => {
    const file = join(sandbox.settings.minikubeHome, 'profiles', 'minikube', 'config.json');
    expect(profileDriver(sandbox.settings, 'minikube')).toBeUndefined();
    writeFileAt(file, '{"Driver":"docker"}');
    expect(profileDriver(sandbox.settings, 'minikube')).toBe('docker');
  });

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
