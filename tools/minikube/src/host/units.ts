import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { readOptional } from '@taskora/base/files';
import { must, type Runner } from '../run.ts';
import { hostPath, type Settings } from '../settings.ts';

const MARK = '# Installed by Taskora';
const PLACE = '/usr/local/sbin';
export const UNITS_RUNTIME = '/run/taskora-units';
export const UNITS_LOGS = '/var/log/taskora-units';

export const hasSystemd = (settings: Settings): boolean =>
  existsSync(hostPath(settings, '/run/systemd/system'));

const isOurs = (path: string): boolean => readOptional(path)?.includes(MARK) === true;

/** Refuses where a program of somebody else lies at the place of a stand-in. */
export function checkStandIns(settings: Settings): void {
  if (hasSystemd(settings)) return;
  for (const name of readdirSync(join(settings.tool, 'host'))) {
    const target = join(hostPath(settings, PLACE), name);
    if (!existsSync(target) || isOurs(target)) continue;
    throw new UserError(
      'STAND_IN_TAKEN',
      `${target} is there and is not ours, but a stand-in for systemd has to lie there`,
      `mv ${target} ${target}.saved`,
    );
  }
}

/** Where process 1 is not systemd, puts the stand-ins for its commands in front of them. */
export function installStandIns(settings: Settings): void {
  if (hasSystemd(settings)) return;
  checkStandIns(settings);
  const source = join(settings.tool, 'host');
  for (const name of readdirSync(source)) {
    const target = join(hostPath(settings, PLACE), name);
    copyFileSync(join(source, name), `${target}.draft`);
    chmodSync(`${target}.draft`, 0o755);
    renameSync(`${target}.draft`, target);
  }
}

export function removeStandIns(settings: Settings): void {
  const folder = hostPath(settings, PLACE);
  for (const name of readdirSync(join(settings.tool, 'host'))) {
    const target = join(folder, name);
    if (isOurs(target)) rmSync(target);
  }
}

export const standInsPresent = (settings: Settings): boolean =>
  isOurs(join(hostPath(settings, PLACE), 'systemctl'));

/** The command that reaches systemd or its stand-in. */
const systemctl = (settings: Settings): string =>
  hasSystemd(settings) ? 'systemctl' : join(hostPath(settings, PLACE), 'systemctl');

export async function startUnit(name: string, settings: Settings, runner: Runner): Promise<void> {
  await must(runner, systemctl(settings), ['start', name]);
}

export async function restartUnit(name: string, settings: Settings, runner: Runner): Promise<void> {
  await must(runner, systemctl(settings), ['restart', name]);
}

/** Stops a unit where there is anything to stop it with. */
export async function stopUnit(name: string, settings: Settings, runner: Runner): Promise<void> {
  if (!hasSystemd(settings) && !standInsPresent(settings)) return;
  await runner(systemctl(settings), ['stop', name]);
}
