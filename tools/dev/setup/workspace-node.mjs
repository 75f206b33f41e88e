import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { broughtNode } from './programs.mjs';
import { workspaceRoot } from './stamps.mjs';

const binaries = join(workspaceRoot, 'node_modules', '.bin');

/** Runs a program of the workspace on the workspace's own Node; resolves to its exit code. */
export function runOnWorkspaceNode(program, args, environment = {}) {
  const PATH = [binaries, process.env.PATH].join(delimiter);
  // Ctrl-C reaches the program by itself, SIGTERM does not; this process only waits for its end. Listening
  // from before the start, since a signal that comes between would leave it behind.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const child = spawn(broughtNode(workspaceRoot), [program, ...args], {
    cwd: workspaceRoot,
    stdio: 'inherit',
    env: { ...process.env, ...environment, PATH },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
