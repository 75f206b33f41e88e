import { parseManifests } from '../helm/parse-manifests.ts';
import type { KubernetesObject } from '../live/kubernetes-object.ts';
import { groupOf, titleOf } from '../live/kubernetes-object.ts';
import { keyOf, keyText } from '../live/list-keys.ts';
import { quantity } from '../live/quantity.ts';
import { isPlainObject } from '../plain-object.ts';

/**
 * What the API server refuses although the schemas of Kubernetes let it pass: an element of a list
 * whose key is there already, an amount that is none, and text where a port or a share belongs.
 * Each fault is one sentence that begins with the object.
 */
export function manifestFaults(manifests: readonly string[]): string[] {
  return [...new Set(manifests.flatMap((text) => objectFaults(parseManifests(text))))];
}

function objectFaults(objects: readonly KubernetesObject[]): string[] {
  const builtIn = objects.filter(({ apiVersion }) => isBuiltIn(apiVersion));
  return builtIn.flatMap((object) =>
    faultsBelow(object, []).map((fault) => `${titleOf(object)}: ${fault}`),
  );
}

/** Fields of custom resources have the same names for other things. */
function isBuiltIn(apiVersion: unknown): boolean {
  const group = groupOf(String(apiVersion));
  return !group.includes('.') || group.endsWith('.k8s.io');
}

type Path = readonly string[];

function faultsBelow(value: unknown, path: Path): string[] {
  if (Array.isArray(value)) {
    return [
      ...twiceIn(value, path),
      ...value.flatMap((item, index) => faultsBelow(item, [...path, String(index)])),
    ];
  }
  if (isPlainObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => faultsBelow(part, [...path, key]));
  }
  return [amountFault, portFault, shareFault].flatMap((check) => check(value, path) ?? []);
}

/** Objects by what their pods or ports are; other lists of these names are compared as a whole. */
const keyedBelow = new Set(['spec', 'template', 'jobTemplate', 'containers', 'initContainers']);

function twiceIn(list: readonly unknown[], path: Path): string[] {
  const above = path.slice(0, -1).filter((each) => !/^\d+$/.test(each));
  if (!above.every((each) => keyedBelow.has(each))) return [];
  const seen = new Set<string>();
  return list.flatMap((element) => {
    const key = keyOf(path.at(-1) ?? '', element);
    if (key === undefined) return [];
    const text = keyText(key);
    if (!seen.has(text)) return (seen.add(text), []);
    return [`${place(path)} has ${text} twice`];
  });
}

/** The last two parts of where amounts stand; a star is any name. */
const amountPlaces: readonly (readonly [string, string])[] = [
  ['limits', '*'],
  ['requests', '*'],
  ['capacity', '*'],
  ['hard', '*'],
  ['overhead', '*'],
  ['emptyDir', 'sizeLimit'],
  ['resourceFieldRef', 'divisor'],
  ['target', 'averageValue'],
  ['target', 'value'],
];

/** Of each limit in a LimitRange. */
const limitPlaces = new Set(['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio']);

function amountFault(value: unknown, path: Path): string | undefined {
  const [above, last] = path.slice(-2);
  const isLimit = path[1] === 'limits' && limitPlaces.has(above ?? '');
  const isAmount = amountPlaces.some(
    ([first, second]) => first === above && (second === '*' || second === last),
  );
  if (!(isLimit || isAmount) || path[0] !== 'spec' || value === null) return undefined;
  if (quantity(String(value)) !== undefined) return undefined;
  return `${place(path)} is ${JSON.stringify(value)}, which is no amount such as 500m, 1.5 or 512Mi`;
}

const portPlaces = new Set(['httpGet.port', 'tcpSocket.port', 'targetPort']);
/** A name of a port, by the rule of IANA, has a letter, and at most fifteen characters. */
const portName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;

function portFault(value: unknown, path: Path): string | undefined {
  const isPort = [path.slice(-2).join('.'), path.at(-1) ?? ''].some((each) => portPlaces.has(each));
  if (!isPort || typeof value !== 'string' || portName.test(value)) return undefined;
  return `${place(path)} is the text ${JSON.stringify(value)}, which is neither a number nor the name of a port`;
}

const sharePlaces = new Set(['maxSurge', 'maxUnavailable', 'minAvailable']);

function shareFault(value: unknown, path: Path): string | undefined {
  if (!sharePlaces.has(path.at(-1) ?? '') || typeof value !== 'string') return undefined;
  if (/^\d+%$/.test(value)) return undefined;
  return `${place(path)} is the text ${JSON.stringify(value)}, which is neither a number nor a share such as 25%`;
}

function place(path: Path): string {
  return path.join('.').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}
