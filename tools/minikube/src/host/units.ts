import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readOptional, writeWhole } from '@taskora/base/files';
import { refusalFor } from '../base/refuse-for.ts';
import { must, type Runner } from '../base/run.ts';
import { hostPath, type Settings } from '../base/settings.ts';

const PLACE = '/usr/local/sbin';

export const hasSystemd = (settings: Settings): boolean =>
  existsSync(hostPath(settings, '/run/systemd/system'));

const isOurs = (path: string, { product }: Settings): boolean =>
  readOptional(path)?.includes(`# Installed by ${product}`) === true;

/** The scripts with the names of the product in them, by the paths that they get. */
function standIns(settings: Settings): { target: string; script: string }[] {
  const source = join(settings.tool, 'host');
  const named = (text: string): string =>
    text.replaceAll('@product@', settings.product).replaceAll('@name@', settings.name);
  return readdirSync(source).map((file) => ({
    target: join(hostPath(settings, PLACE), named(file)),
    script: named(readFileSync(join(source, file), 'utf8')),
  }));
}

/** Refuses where a program of somebody else lies at the place of a stand-in. */
export function checkStandIns(settings: Settings): void {
  if (hasSystemd(settings)) return;
  for (const { target } of standIns(settings)) {
    if (!existsSync(target) || isOurs(target, settings)) continue;
    throw refusalFor({
      code: 'STAND_IN_TAKEN',
      what: `${target} belongs to somebody else, and a stand-in for systemd has to be installed there`,
      fix: `mv ${target} ${target}.saved`,
    });
  }
}

/** Where process 1 is not systemd, puts the stand-ins for its commands in front of them. */
export function installStandIns(settings: Settings): void {
  if (hasSystemd(settings)) return;
  checkStandIns(settings);
  for (const { target, script } of standIns(settings)) writeWhole(target, script, 0o755);
}

export function removeStandIns(settings: Settings): void {
  for (const { target } of standIns(settings)) {
    if (isOurs(target, settings)) rmSync(target);
  }
}

const systemctlStandIn = (settings: Settings): string =>
  join(hostPath(settings, PLACE), 'systemctl');

export const standInsPresent = (settings: Settings): boolean =>
  isOurs(systemctlStandIn(settings), settings);

/** The command that reaches systemd or its stand-in. */
const systemctl = (settings: Settings): string =>
  hasSystemd(settings) ? 'systemctl' : systemctlStandIn(settings);

export const startUnit = (name: string, settings: Settings, runner: Runner) =>
  must(runner, systemctl(settings), ['start', name]);

export const restartUnit = (name: string, settings: Settings, runner: Runner) =>
  must(runner, systemctl(settings), ['restart', name]);

/** Stops a unit where there is anything to stop it with. */
export async function stopUnit(name: string, settings: Settings, runner: Runner): Promise<void> {
  if (!hasSystemd(settings) && !standInsPresent(settings)) return;
  await runner(systemctl(settings), ['stop', name]);
}
