import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAt } from '../__fixtures__/settings.ts';
import { until } from '../__fixtures__/until.ts';
import { isAlive, startTimeOf } from '@taskora/base/identity';

const HOST = join(__dirname, '..', '..', 'host');

describe('the stand-ins for systemctl and journalctl', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'units-'));
    unit('containerd', `[Service]\nExecStart=/bin/sleep 600\n`);
  });
  afterEach(() => {
    systemctl('stop', 'containerd');
    rmSync(folder, { recursive: true, force: true });
  });

  const unit = (name: string, text: string): void =>
    writeFileAt(join(folder, 'lib', 'systemd', 'system', `${name}.service`), text);
  const environment = () => ({
    PATH: process.env['PATH'] ?? '',
    UNITS_ROOT: folder,
    UNITS_RUNTIME: join(folder, 'run'),
    UNITS_LOGS: join(folder, 'log'),
    UNITS_SUPERVISOR: join(HOST, '@name@-supervise'),
    SECRET_OF_THE_CALLER: 'secret',
  });
  function call(program: string, ...args: string[]): { code: number | null; output: string } {
    const result = spawnSync(join(HOST, program), args, { env: environment(), encoding: 'utf8' });
    return { code: result.status, output: result.stdout.trim() };
  }
  const systemctl = (...args: string[]) => call('systemctl', ...args);
  const identity = (file: string) => {
    const [pid, start] = readFileSync(join(folder, 'run', file), 'utf8').split('\n');
    return { pid: Number(pid), start: start ?? '' };
  };
  const hasMain = () => existsSync(join(folder, 'run', 'containerd.main'));

  it('start a unit, say that it is active, and stop it', async () => {
    expect(systemctl('is-active', 'containerd')).toEqual({ code: 3, output: 'inactive' });
    expect(systemctl('start', 'containerd').code).toBe(0);
    expect(systemctl('is-active', '--quiet', 'service', 'containerd')).toEqual({
      code: 0,
      output: '',
    });
    await until(hasMain);
    const [supervisor, program] = [identity('containerd.pid'), identity('containerd.main')];
    expect([supervisor, program].map(isAlive)).toEqual([true, true]);
    expect(systemctl('stop', 'containerd.service').code).toBe(0);
    expect([supervisor, program].map(isAlive)).toEqual([false, false]);
    expect(systemctl('is-active', 'containerd').code).toBe(3);
  });

  it('start nothing twice', () => {
    systemctl('start', 'containerd');
    const before = identity('containerd.pid');
    systemctl('start', 'containerd');
    expect(identity('containerd.pid')).toEqual(before);
  });

  it('restart a program that has ended', async () => {
    unit('containerd', `[Service]\nExecStart=/bin/sh ${folder}/once\n`);
    writeFileSync(join(folder, 'once'), `echo ran >> ${folder}/runs; exec sleep 600`);
    systemctl('start', 'containerd');
    await until(() => hasMain() && existsSync(join(folder, 'runs')));
    process.kill(identity('containerd.main').pid, 'SIGKILL');
    await until(() => readFileSync(join(folder, 'runs'), 'utf8') === 'ran\nran\n');
    expect(systemctl('is-active', 'containerd').code).toBe(0);
  }, 20_000);

  it('take a unit for inactive when the number of its process was given to another one', () => {
    const start = `${startTimeOf(process.pid)}0`;
    writeFileAt(join(folder, 'run', 'containerd.pid'), `${process.pid}\n${start}\n`);
    expect(systemctl('is-active', 'containerd').code).toBe(3);
    expect(systemctl('start', 'containerd').code).toBe(0);
    expect(identity('containerd.pid').pid).not.toBe(process.pid);
    expect(startTimeOf(process.pid)).toBeDefined();
  });

  it('end the program that a killed supervisor left before they start another', async () => {
    systemctl('start', 'containerd');
    await until(hasMain);
    const left = identity('containerd.main');
    process.kill(identity('containerd.pid').pid, 'SIGKILL');
    await until(() => !isAlive(identity('containerd.pid')));
    expect(isAlive(left)).toBe(true);
    expect(systemctl('start', 'containerd').code).toBe(0);
    expect(isAlive(left)).toBe(false);
  });

  it('give the program a clean environment', async () => {
    unit('containerd', `[Service]\nExecStart=/bin/sh ${folder}/show\n`);
    writeFileSync(
      join(folder, 'show'),
      `env > ${folder}/shown.part; mv ${folder}/shown.part ${folder}/shown; exec sleep 600`,
    );
    systemctl('start', 'containerd');
    await until(() => existsSync(join(folder, 'shown')));
    expect(readFileSync(join(folder, 'shown'), 'utf8')).not.toContain('SECRET_OF_THE_CALLER');
  });

  it('read the last program line of a unit and its drop-ins, over several lines', () => {
    writeFileAt(
      join(folder, 'etc', 'systemd', 'system', 'containerd.service.d', '10-more.conf'),
      '[Service]\nExecStart=\nExecStart=-/usr/bin/containerd \\\n  --config x\n',
    );
    expect(systemctl('show', 'containerd').output).toMatch(
      /^ExecStart=\/usr\/bin\/containerd +--config x$/,
    );
  });

  it('supervise containerd and kubelet only', () => {
    unit('docker', '[Service]\nExecStart=/bin/sleep 600\n');
    expect(systemctl('start', 'docker').code).toBe(5);
    expect(systemctl('stop', '-f', 'docker').code).toBe(0);
    expect(systemctl('cat', 'absent').code).toBe(1);
  });

  it('answer the verbs that change nothing here', () => {
    for (const verb of ['daemon-reload', 'reset-failed', 'mask', 'enable', 'disable']) {
      expect(systemctl(verb, 'kubelet').code).toBe(0);
    }
    expect(systemctl('isolate', 'kubelet').code).toBe(1);
  });

  it('show the last lines of a log', () => {
    writeFileAt(join(folder, 'log', 'kubelet.log'), 'one\ntwo\nthree\n');
    expect(call('journalctl', '-u', 'kubelet', '-n', '2', '--no-pager').output).toBe('two\nthree');
    expect(call('journalctl').code).toBe(1);
  });
});
