import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentPlace } from '../base/environment-place.ts';
import { placeIn } from '../base/environment-place.ts';
import { messageOf, UserError } from '@taskora/base/errors';
import { createFileCache } from '../base/file-cache.ts';
import type { Values } from '../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../base/plain-object.ts';
import { readYaml } from '../base/read-yaml.ts';
import type { Protection } from './environment-settings.ts';
import type { PreviewOf, PreviewSettings } from './preview-settings.ts';
import { previewIn, previewOfIn } from './preview-settings.ts';
import {
  attestationKeyIn,
  protectionIn,
  refuseUnknownKeys,
  registryIn,
  reservedKey,
  textsIn,
} from './environment-settings.ts';
import type { Registry } from '../image/registry.ts';
import { parseRegistry } from '../image/registry.ts';

/** What an environment says: values for releases, and the cluster that is rendered for. */
export interface Environment {
  readonly name: string;
  /** Relative to the workspace, for people. */
  readonly file: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  /** Programs that may add fields to objects of a release: those of no drift. */
  readonly ignoredManagers: readonly string[];
  /** Given to every release. */
  readonly sharedValues: Values;
  readonly releaseValues: Readonly<Record<string, Values>>;
  /** Releases that are not deployed here; of their names, the workspace knows which are some. */
  readonly leftOut: ReadonlySet<string>;
  /** Where images are pushed to; without it they are loaded into the nodes. */
  readonly registry?: Registry;
  /** Path of the public key that images have to be attested by, relative to the workspace. */
  readonly attestationKey?: string;
  /** Plain http, or a certificate of an unknown authority, is accepted, also of one that an option names. */
  readonly isRegistryInsecure: boolean;
  readonly place: EnvironmentPlace;
  /** What keeps people from changing it by accident; with any of them, development sessions are refused, too. */
  readonly protection: ReadonlySet<Protection>;
  /** How previews of it are made; without it, it hosts none. */
  readonly preview?: PreviewSettings;
  /** Set where it is one: what its file leaves out is reached in that environment. */
  readonly previewOf?: PreviewOf;
}

export function readEnvironment(
  workspaceRoot: string,
  directory: string,
  name: string,
  project: string,
): Environment {
  const file = `${directory}/${name}.yaml`;
  const path = join(workspaceRoot, file);
  if (!existsSync(path)) {
    throw new UserError(
      'NXHELM_ENVIRONMENT_MISSING',
      `the environment "${name}" has no file ${file}`,
      `create ${file} with "${reservedKey}: { kubeVersion: 1.34.4 }", or choose another with -c <environment>`,
      { project },
    );
  }
  const { [reservedKey]: own, ...sharedValues } = parseValues(path, file, project);
  const settings = isPlainObject(own) ? own : {};
  const { kubeVersion, releases } = settings;
  if (typeof kubeVersion !== 'string' || kubeVersion === '') {
    throw new UserError(
      'NXHELM_ENVIRONMENT_VERSION',
      `${file} does not say which Kubernetes version to render for`,
      `add "${reservedKey}: { kubeVersion: 1.34.4 }" to ${file}`,
      { project },
    );
  }
  const place = placeIn(settings, file);
  const source = { file, project };
  refuseUnknownKeys(settings, source);
  const registry = registryIn(settings, source);
  const attestationKey = attestationKeyIn(settings, source);
  const preview = previewIn(settings, source);
  const previewOf = previewOfIn(settings, source);
  return {
    name,
    file,
    kubeVersion,
    apiVersions: textsIn(settings, 'apiVersions', source),
    ignoredManagers: textsIn(settings, 'ignoredManagers', source),
    sharedValues,
    place,
    protection: protectionIn(settings, source),
    isRegistryInsecure: registry.isInsecure,
    ...releasesIn(releases, file, project),
    ...(registry.name === undefined
      ? {}
      : { registry: parseRegistry(registry.name, registry.isInsecure, file) }),
    ...(attestationKey === undefined ? {} : { attestationKey }),
    ...(preview === undefined ? {} : { preview }),
    ...(previewOf === undefined ? {} : { previewOf }),
  };
}

/** Each release has values of its own, or `false`; a key without anything is an empty mapping, as for Helm. */
function releasesIn(
  releases: unknown,
  file: string,
  project: string,
): Pick<Environment, 'leftOut' | 'releaseValues'> {
  const given = releases ?? {};
  if (!isPlainObject(given)) throw invalidRelease(file, 'releases', given, project);
  const leftOut = new Set<string>();
  const releaseValues: Record<string, Values> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === false) leftOut.add(name);
    else if (isPlainObject(value ?? {})) releaseValues[name] = (value ?? {}) as Values;
    else throw invalidRelease(file, `releases.${name}`, value, project);
  }
  return { leftOut, releaseValues };
}

function invalidRelease(file: string, key: string, value: unknown, project: string): UserError {
  const allowed =
    key === 'releases'
      ? 'a mapping of releases'
      : 'a mapping of values, or false, which leaves the release out; it is deployed without being named';
  return new UserError(
    'NXHELM_ENVIRONMENT_RELEASE',
    `${reservedKey}.${key} of ${file} is ${JSON.stringify(value)}; it may be ${allowed}`,
    `correct ${reservedKey}.${key} in ${file}`,
    { project },
  );
}

/** They end a line in YAML 1.1, by which Helm reads, and are nothing special in YAML 1.2. */
const oldLineEnds = /[\u0085\u2028\u2029]/;

/**
 * Reads a YAML mapping as Helm would; an empty file is an empty one, and of several documents the
 * later wins. Two values for one key are refused, where Helm would take the last.
 */
export function parseValues(path: string, file: string, project: string): Values {
  try {
    return readValues(path) ?? valuesIn(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      'NXHELM_VALUES_UNREADABLE',
      `${file} cannot be read as YAML values: ${messageOf(error)}`,
      `correct ${file}`,
      { project, cause: error },
    );
  }
}

/** Each step of each release asks for the environment, and none changes what it is given. */
const readValues = createFileCache(valuesIn);

function valuesIn(text: string): Values {
  if (oldLineEnds.test(text)) {
    throw new Error('write the character U+0085, U+2028 or U+2029 as \\u0085 and so on, in quotes');
  }
  const documents = readYaml(text, { duplicates: 'refused' }).map(({ value }) => value ?? {});
  if (documents.every(isPlainObject)) return mergePlainObjects(...documents);
  throw new Error('it is not a mapping');
}
