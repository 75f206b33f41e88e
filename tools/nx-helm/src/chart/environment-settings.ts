import { UserError } from '@taskora/base/errors';

/** The key of the environment file that is for this plugin; Helm never sees it. */
export const reservedKey = 'nxHelm';

/** What keeps people from changing an environment by accident; environment.schema.json explains each. */
export const protections = ['confirm', 'clean-tree', 'no-heal'] as const;
export type Protection = (typeof protections)[number];

interface SettingsPlace {
  readonly file: string;
  readonly project: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** In the order of environment.schema.json, with which a test compares what is taken and refused. */
const keys = [
  ...['kubeVersion', 'apiVersions', 'contexts', 'cluster', 'namespace', 'registry'],
  ...['insecureRegistry', 'attestationKey', 'protection', 'ignoredManagers', 'releases'],
  ...['preview', 'previewOf'],
];

/** A misspelt key would protect nothing, or bind the environment to no place, and nobody would notice. */
export function refuseUnknownKeys(settings: Settings, place: SettingsPlace): void {
  const unknown = Object.keys(settings).find((key) => !keys.includes(key));
  if (unknown === undefined) return;
  throw invalid(place, `there is no key ${unknown}; the keys are ${keys.join(', ')}`);
}

export function textsIn(settings: Settings, key: string, place: SettingsPlace): readonly string[] {
  const value = settings[key] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')) {
    return value as readonly string[];
  }
  throw invalid(place, `${key} is ${JSON.stringify(value)}, not a list of texts`);
}

/** The registry's name, with whether it may be asked by plain http. */
export function registryIn(
  { registry, insecureRegistry }: Settings,
  place: SettingsPlace,
): { readonly name: string | undefined; readonly isInsecure: boolean } {
  if (insecureRegistry !== undefined && typeof insecureRegistry !== 'boolean') {
    const given = JSON.stringify(insecureRegistry);
    throw invalid(place, `insecureRegistry is ${given}, not true or false`);
  }
  if (registry !== undefined && typeof registry !== 'string') {
    throw invalid(place, `registry is ${JSON.stringify(registry)}, not a text`);
  }
  return { name: registry, isInsecure: insecureRegistry === true };
}

/** A key that is misspelt would let images run that nothing was asked about. */
export function attestationKeyIn(
  { attestationKey }: Settings,
  place: SettingsPlace,
): string | undefined {
  if (attestationKey === undefined) return undefined;
  if (typeof attestationKey === 'string' && attestationKey !== '') return attestationKey;
  throw invalid(place, `attestationKey is ${JSON.stringify(attestationKey)}, not a path`);
}

export function protectionIn(settings: Settings, place: SettingsPlace): ReadonlySet<Protection> {
  const given = textsIn(settings, 'protection', place);
  const unknown = given.find((each) => !(protections as readonly string[]).includes(each));
  if (unknown !== undefined) {
    const known = protections.join(', ');
    throw invalid(place, `protection has ${JSON.stringify(unknown)}; it may have ${known}`);
  }
  const found = new Set(given as readonly Protection[]);
  if (found.size < given.length) throw invalid(place, 'protection names something twice');
  return found;
}

function invalid({ file, project }: SettingsPlace, what: string): UserError {
  return new UserError(
    'NXHELM_ENVIRONMENT_SETTING',
    `the key ${reservedKey} of ${file} is invalid: ${what}`,
    `correct ${reservedKey} in ${file}`,
    { project },
  );
}
