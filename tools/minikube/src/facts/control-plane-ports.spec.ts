import { createServer, type AddressInfo } from 'node:net';
import { createSandbox, writeFileAt } from '../__fixtures__/settings.ts';
import { hostPath } from '../base/settings.ts';
import { checkControlPlanePorts } from './ports.ts';

describe('a port of the control plane that was taken between the check and its use', () => {
  it('is named with the process that listens on it, unless that is the cluster itself', async () => {
    const sandbox = createSandbox();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const check = () =>
      checkControlPlanePorts({ ...sandbox.settings, controlPlanePorts: { [port]: 'kubelet' } });
    try {
      await expect(check()).rejects.toThrow(
        new RegExp(
          `^PORT_TAKEN: port ${port} is taken by .*process ${process.pid}\\), and kubelet listens there\\. Do: kill ${process.pid}`,
        ),
      );
      await expect(checkControlPlanePorts(sandbox.settings)).resolves.toBeUndefined();
      // Processes of the cluster are known by their control group; the one that asks never counts.
      writeFileAt(hostPath(sandbox.settings, '/sys/fs/cgroup/kubepods/cgroup.procs'), '1\n');
      await expect(check()).rejects.toThrow(/^PORT_TAKEN/);
    } finally {
      server.close();
      sandbox.remove();
    }
  });
});
