import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process number together with its start time, so that a reused number is not mistaken. */
export interface Identity {
  readonly pid: number;
  readonly start: string;
}

/** Field 22 of `stat`. */
export function startTimeFromStat(stat: string): string | undefined {
  return fieldsBehindName(stat)[19];
}

/** From the third field on: the second, the program's name, may itself hold spaces and brackets. */
const fieldsBehindName = (stat: string): string[] =>
  stat.slice(stat.lastIndexOf(')') + 2).split(' ');

/** The process group, where the system has /proc and the process is there. */
export function processGroupOf(pid: number): number | undefined {
  try {
    return Number(fieldsBehindName(readFileSync(`/proc/${pid}/stat`, 'utf8'))[2]);
  } catch {
    return undefined;
  }
}

/** When a process began, in whatever unit the system counts, or undefined when it is gone. */
export function startTimeOf(pid: number, platform = process.platform): string | undefined {
  return platform === 'linux' ? startTimeOnLinux(pid) : startTimeElsewhere(pid, platform);
}

function startTimeOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state] = fieldsBehindName(stat);
    // A zombie holds its number but does nothing any more.
    return state === 'Z' || state === 'X' ? undefined : startTimeFromStat(stat);
  } catch {
    return undefined;
  }
}

/** What prints the time on a system without /proc, and nothing for a process that is gone. */
export function startQuestion(
  pid: number,
  platform: NodeJS.Platform,
): readonly [program: string, args: readonly string[]] {
  if (platform !== 'win32') return ['ps', ['-o', 'lstart=', '-p', String(pid)]];
  const question = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', question]];
}

function startTimeElsewhere(pid: number, platform: NodeJS.Platform): string | undefined {
  try {
    const [program, args] = startQuestion(pid, platform);
    const shown = execFileSync(program, args, { stdio: 'pipe' });
    return shown.toString().trim() || undefined;
  } catch {
    return undefined;
  }
}

export const isAlive = (identity: Identity): boolean =>
  startTimeOf(identity.pid) === identity.start;

export function ownIdentity(): Identity {
  return { pid: process.pid, start: startTimeOf(process.pid) ?? 'unknown' };
}
