import { createServer } from 'node:net';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath } from '../base/settings.ts';
import { adaptConfig, checkContainerdIsFree, mayLowerOomScore } from './containerd.ts';

const DEFAULTS = `[plugins]
    restrict_oom_score_adj = false
    sandbox_image = "registry.k8s.io/pause:3.6"
`;

describe("containerd's configuration", () => {
  it('names our pause image', () => {
    expect(adaptConfig(DEFAULTS, true)).toContain(
      '    sandbox_image = "registry.k8s.io/pause:3.10.1"',
    );
    expect(adaptConfig(DEFAULTS, true)).toContain('restrict_oom_score_adj = false');
  });

  it('keeps oom_score_adj where it may not be lowered, out of reach of an edit by Minikube', () => {
    const config = adaptConfig(DEFAULTS, false);
    expect(config).toContain('    "restrict_oom_score_adj" = true');
    expect(config).not.toMatch(/^ *restrict_oom_score_adj/m);
  });

  it.each([
    ['CapEff:\t000001ffffffffff\n', true],
    ['CapEff:\t000001fffeffffff\n', false],
  ])('reads the right to lower it from %j', (status, expected) => {
    expect(mayLowerOomScore(status)).toBe(expected);
  });

  describe('of somebody else', () => {
    let sandbox: Sandbox;
    beforeEach(() => (sandbox = createSandbox()));
    afterEach(() => sandbox.remove());

    it('is left alone while that containerd answers', async () => {
      const socket = hostPath(sandbox.settings, '/run/containerd/containerd.sock');
      writeFileAt(join(socket, '..', 'other'), '');
      await expect(checkContainerdIsFree(sandbox.settings)).resolves.toBeUndefined();
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      await expect(checkContainerdIsFree(sandbox.settings)).rejects.toThrow(/^CONTAINERD_TAKEN/);
      server.close();
    });
  });
});
