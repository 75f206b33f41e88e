import { accessSync, constants } from 'node:fs';
import { hostname, platform, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { run } from '@taskora/base/run';

/** The workspace's own programs come first, then the machine's PATH. */
export function resolveProgram(
  name: string,
  workspaceRoot: string,
  programsDirectory: string,
): string {
  const folder = isAbsolute(programsDirectory)
    ? programsDirectory
    : join(workspaceRoot, programsDirectory);
  const own = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  return isExecutable(own) ? own : name;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const known = new Map<string, Promise<string>>();

/**
 * Runs an input of the kind `{ "runtime": "…" }`. Nx defines it as a line for the shell; nothing is
 * put into it here, so it is as trustworthy as the workspace that holds it. Once in a process.
 */
export function runShellCommand(command: string, folder: string): Promise<string> {
  const key = `${folder}\0${command}`;
  const running = known.get(key) ?? outputOf(command, folder);
  known.set(key, running);
  return running;
}

async function outputOf(command: string, folder: string): Promise<string> {
  const [shell, flag] = platform() === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c'];
  const { stdout, stderr } = await run(shell ?? '', [flag ?? '', command], { directory: folder });
  return `${stdout.trim()}${stderr.trim()}`;
}

let runner: string | undefined;

/** Who runs this, for those who later ask who did it; the system is asked once in a process. */
export function whoRuns(): string {
  return (runner ??= `${userName()} on ${hostname()}`);
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
