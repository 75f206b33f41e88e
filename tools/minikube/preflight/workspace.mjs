import { join } from 'node:path';
import { readText } from './host.mjs';

/**
 * What the workspace hands in: the names and ports of the product that the cluster is for.
 *
 * @typedef {object} Workspace
 * @property {string} product its name for people
 * @property {string} name the same for files, units and rules: lower-case letters, digits and dashes
 * @property {string} checkoutFolder the folder in the checkout for programs, schemas and stamps
 * @property {Readonly<Record<string, number>>} nodePorts the services that the node serves, with their ports
 * @property {{ readonly cpus: number, readonly memoryMb: number }} node what the product is made for
 * @property {string} engineProbe a program of the checkout that asks the container engines
 *
 * @typedef {import('./finding.mjs').Finding} Finding
 */

export const WORKSPACE_FILE = 'minikube.json';

/** @type {(value: unknown) => boolean} */
const isText = (value) => typeof value === 'string' && value !== '';
/** @type {(value: unknown) => boolean} */
const isCount = (value) => Number.isInteger(value) && Number(value) > 0;
/** @type {(value: unknown, check: (part: unknown) => boolean) => boolean} */
const areAll = (value, check) =>
  typeof value === 'object' && value !== null && Object.values(value).every(check);

/** @type {Readonly<Record<keyof Workspace, (value: any) => boolean>>} */
const FIELDS = {
  product: isText,
  name: (value) => isText(value) && /^[a-z][a-z0-9-]*$/.test(value),
  checkoutFolder: isText,
  nodePorts: (value) => areAll(value, isCount),
  node: (value) => areAll(value, isCount) && isCount(value.cpus) && isCount(value.memoryMb),
  engineProbe: isText,
};

/**
 * Reads and checks the file; a finding says which field is wrong.
 *
 * @param {string} root of the checkout
 * @returns {Workspace | Finding}
 */
export function readWorkspace(root) {
  const path = join(root, WORKSPACE_FILE);
  /** @type {(reason: string) => Finding} */
  const refused = (reason) => ({
    code: 'WORKSPACE_SETTINGS_WRONG',
    what: `${path}, which names the product that the cluster is for, ${reason}`,
    fix: `git checkout -- ${path} (or correct it)`,
  });
  let content;
  try {
    content = JSON.parse(readText(path) ?? '');
  } catch {
    return refused('is missing or is not JSON');
  }
  const wrong = Object.entries(FIELDS).find(([name, check]) => !check(content?.[name]));
  return wrong === undefined ? content : refused(`has no usable value for "${wrong[0]}"`);
}
