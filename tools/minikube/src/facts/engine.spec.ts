import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { createRunner } from '../base/run.ts';
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
});
