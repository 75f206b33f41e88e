import { mkdirSync } from 'node:fs';
import {
  createRecorder,
  createSandbox,
  writeFileAt,
  type Sandbox,
} from '../__fixtures__/settings.ts';
import { allPrograms } from '../programs/modules.ts';
import type { Runner } from '../base/run.ts';
import { hostPath, logsFolder } from '../base/settings.ts';
import { prepareHost } from './modules.ts';

describe('this machine, before containerd starts the first pod', () => {
  let sandbox: Sandbox;
  const at = (path: string): string => hostPath(sandbox.settings, path);
  beforeEach(() => {
    sandbox = createSandbox();
    const route = 'eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n';
    writeFileAt(at('/proc/net/route'), `Iface\n${route}`);
    mkdirSync(at('/usr/local/sbin'), { recursive: true });
  });
  afterEach(() => sandbox.remove());

  /** What is run for it, in this order. */
  async function callsFor(): Promise<string[]> {
    const { settings, folder: work } = sandbox;
    const programs = allPrograms(settings);
    for (const { path } of programs.values()) writeFileAt(path, '');
    const calls: string[] = [];
    const runner: Runner = (command, args) => {
      calls.push([command, ...args].join(' '));
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
    };
    const tools = { builds: [], schemas: false, finish: () => undefined };
    const plan = { packages: [], builds: [], images: [], missingImages: [], tools, programs };
    const output = createRecorder();
    await prepareHost(plan, { settings, runner, work, logs: logsFolder(settings), output });
    return calls;
  }

  it.each([
    ['shares the folder of network namespaces', () => `mount --make-shared ${at('/run/netns')}`],
    [
      'shows the volumes that it keeps',
      () => `mount --bind ${at('/var/lib/example-volumes')} ${at('/tmp/hostpath-provisioner')}`,
    ],
    ['guards the networks of the cluster', () => 'iptables -w -t mangle -C POSTROUTING -o eth0'],
  ])('%s', async (_what, expected) => {
    const calls = await callsFor();
    const start = calls.findIndex((call) => call.endsWith('systemctl start containerd'));
    expect(start).toBeGreaterThan(0);
    const before = calls.slice(0, start).map((call) => call.slice(0, expected().length));
    expect(before).toContain(expected());
  });
});
