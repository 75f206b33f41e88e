import { isPlainObject } from '../base/plain-object.ts';
import type { Fields } from './kubernetes-object.ts';

/**
 * Fields by which the API server tells the elements of a list apart, from the markers
 * `x-kubernetes-list-map-keys` of its OpenAPI document; any other list is compared by position.
 */
const keysOfLists: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['containers', [['name']]],
  ['initContainers', [['name']]],
  ['env', [['name']]],
  ['volumes', [['name']]],
  ['imagePullSecrets', [['name']]],
  ['volumeMounts', [['mountPath']]],
  ['volumeDevices', [['devicePath']]],
  ['hostAliases', [['ip']]],
  ['topologySpreadConstraints', [['topologyKey', 'whenUnsatisfiable']]],
  [
    'ports',
    [
      ['containerPort', 'protocol'],
      ['port', 'protocol'],
    ],
  ],
]);

/** What the API server fills in where an element leaves a key out. */
const defaultOfKey: ReadonlyMap<string, unknown> = new Map([['protocol', 'TCP']]);

export type ElementKey = Readonly<Record<string, unknown>>;

/** The key of an element in the list of that name, or undefined where the list has none. */
export function keyOf(list: string, element: unknown): ElementKey | undefined {
  if (!isPlainObject(element)) return undefined;
  const names = keysOfLists.get(list)?.find(([first = '']) => element[first] !== undefined);
  if (names === undefined) return undefined;
  return Object.fromEntries(names.map((name) => [name, element[name] ?? defaultOfKey.get(name)]));
}

function hasKey(element: unknown, key: ElementKey): boolean {
  if (!isPlainObject(element)) return false;
  return Object.entries(key).every(
    ([name, value]) => String(element[name] ?? defaultOfKey.get(name)) === String(value),
  );
}

/** `[web]` for a container of that name, `[80/TCP]` for a port. */
export function keyText(key: ElementKey): string {
  return `[${Object.values(key).map(String).join('/')}]`;
}

export function elementOf(list: unknown, key: ElementKey): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.find((element): element is Fields => hasKey(element, key));
}
