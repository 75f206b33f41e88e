import { platform } from 'node:os';
import { run } from './run.ts';

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
  const { stdout, stderr } = await run(shell ?? '', [flag ?? '', command], { cwd: folder });
  return `${stdout.trim()}${stderr.trim()}`;
}
