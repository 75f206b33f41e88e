// Without the prefix `node:`, for a Node that is too old; nor is anything newer than it written here.
import { spawnSync } from 'child_process';
import { isAtLeast, parseVersion } from '../../minikube/preflight/versions.mjs';
import { SetupError } from './errors.mjs';

export const NODE_MINIMUM = [20, 19];
export const PYTHON_MINIMUM = [3, 11];

export function checkNode(version) {
  if (isAtLeast(version, NODE_MINIMUM.join('.'))) return;
  throw new SetupError(
    'SETUP_NODE_TOO_OLD',
    `this is Node ${version}, and the set-up needs ${NODE_MINIMUM.join('.')} or newer`,
    `install Node ${NODE_MINIMUM.join('.')} or newer (for instance nvm install 24), then run the same command again`,
  );
}

export function checkPython(output) {
  if (output !== undefined && isAtLeast(output, PYTHON_MINIMUM.join('.'))) return;
  const name = pythonName();
  const found = output === undefined ? `no ${name} was found` : `${name} is ${output.trim()}`;
  throw new SetupError(
    parseVersion(output || '') === undefined ? 'SETUP_NO_PYTHON' : 'SETUP_PYTHON_TOO_OLD',
    `${found}, and the API needs ${PYTHON_MINIMUM.join('.')} or newer`,
    `install Python ${PYTHON_MINIMUM.join('.')} or newer so that ${name} --version shows it, then run the same command again`,
  );
}

/** As its installer calls it. */
export function pythonName(platform = process.platform) {
  return platform === 'win32' ? 'python' : 'python3';
}

export function pythonVersion() {
  const result = spawnSync(pythonName(), ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout : undefined;
}
