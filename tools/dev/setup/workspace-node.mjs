import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { broughtNode } from './programs.mjs';
import { workspaceRoot } from './stamps.mjs';

const binaries = join(workspaceRoot, 'node_modules', '.bin');

/** Runs a program of the workspace on the workspace's own Node; resolves to its exit code. */
export function runOnWorkspaceNode(program, args, environment = {}) {
  const PATH = [binaries, process.env.PATH].join(delimiter);
  const child = spawn(broughtNode(workspaceRoot), [program, ...args], {
    cwd: workspaceRoot,
    stdio: 'inherit',
    env: { ...process.env, ...environment, PATH },
  });
  // Ctrl-C reaches the program by itself, SIGTERM does not; this process only waits for its end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
