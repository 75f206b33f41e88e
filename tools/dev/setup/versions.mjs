// Without the prefix `node:`, for a Node that is too old; nor is anything newer than it written here.
import { spawnSync } from 'child_process';
import { SetupError } from './errors.mjs';

export const NODE_MINIMUM = [20, 19];
export const PYTHON_MINIMUM = [3, 11];

/** Compares versions part by part: `[20, 9]` is older than `[20, 19]`. */
export function isAtLeast(version, minimum) {
  for (const [index, wanted] of minimum.entries()) {
    const part = index < version.length ? version[index] : 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/** The numbers at the start of a version text such as `v20.19.1` or `Python 3.11.7`. */
export function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? found.slice(1).map((part) => Number(part || 0)) : undefined;
}

export function checkNode(version) {
  const parsed = parseVersion(version);
  if (parsed && isAtLeast(parsed, NODE_MINIMUM)) return;
  throw new SetupError(
    'SETUP_NODE_TOO_OLD',
    `this is Node ${version}, and the set-up needs ${NODE_MINIMUM.join('.')} or newer`,
    `install Node ${NODE_MINIMUM.join('.')} or newer (for instance nvm install 24), then run the same command again`,
  );
}

export function checkPython(output) {
  const parsed = output === undefined ? undefined : parseVersion(output);
  if (parsed && isAtLeast(parsed, PYTHON_MINIMUM)) return;
  const found = output === undefined ? 'no python3 was found' : `python3 is ${output.trim()}`;
  throw new SetupError(
    parsed ? 'SETUP_PYTHON_TOO_OLD' : 'SETUP_NO_PYTHON',
    `${found}, and the API needs ${PYTHON_MINIMUM.join('.')} or newer`,
    `install Python ${PYTHON_MINIMUM.join('.')} or newer so that python3 --version shows it, then run the same command again`,
  );
}

export function pythonVersion() {
  const result = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout : undefined;
}
