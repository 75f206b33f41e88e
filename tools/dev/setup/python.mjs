// `python.mjs ARGUMENT ...` runs the Python of this checkout's environment: its place differs by system,
// and the commands of targets are the same on all.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.mjs';
import { pythonProgram } from './programs.mjs';
import { workspaceRoot } from './stamps.mjs';

const python = pythonProgram(join(workspaceRoot, '.venv'), 'python');

if (existsSync(python)) {
  // Ctrl-C reaches it by itself, SIGTERM does not; this process only waits for its end. Listening from
  // before the start, since a signal that comes between would leave it behind.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const child = spawn(python, process.argv.slice(2), { stdio: 'inherit' });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
} else {
  const what = 'the packages of Python are not installed';
  const { message } = new SetupError('SETUP_NO_PYTHON_PACKAGES', what, 'node tools/dev/setup.mjs');
  console.error(message);
  process.exitCode = 1;
}
