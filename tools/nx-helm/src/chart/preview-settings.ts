import { UserError } from '@taskora/base/errors';
import type { Values } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';

/** Where people reach a release in a preview. */
export interface PreviewAddress {
  /** With `${pr}` in its host, or `${port}` on this machine: no two previews have one address, nor the base's. */
  readonly url: string;
  /** The key of the values that says to the releases what that address is. */
  readonly value?: string;
}

/** An Ingress for each address, where a controller of the cluster serves them. */
export interface PreviewIngress {
  readonly className?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tlsSecret?: string;
}

/** What an environment says of the previews that it hosts; environment.schema.json explains each key. */
export interface PreviewSettings {
  readonly hours: number;
  readonly values: Values;
  readonly releases: Readonly<Record<string, Values>>;
  readonly addresses: Readonly<Record<string, PreviewAddress>>;
  readonly ingress?: PreviewIngress;
  readonly quota: Readonly<Record<string, string>>;
  readonly clusterDomain: string;
}

/** Of the file that a preview's run writes: what it is a preview of. */
export interface PreviewOf {
  readonly environment: string;
  readonly namespace: string;
  readonly pr: number;
  /** False for the change of a fork, for which no Secrets are made. */
  readonly secrets: boolean;
}

interface SettingsPlace {
  readonly file: string;
  readonly project: string;
}

type Settings = Readonly<Record<string, unknown>>;

const usualHours = 72;
const usualClusterDomain = 'cluster.local';
const keys = ['hours', 'values', 'releases', 'addresses', 'ingress', 'quota', 'clusterDomain'];
/** In a path or a port `${pr}` would mean nothing to an Ingress, nor to a browser's cookies. */
const address =
  /^https?:\/\/(?:[^/?#@:\s]*\$\{pr\}[^/?#@:\s]*(?::\d+)?|(?:localhost|127\.0\.0\.1|\[::1\]):\$\{port\})(?:[/?#]\S*)?$/;
const valuesKey = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;
const domain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** The key `preview`; without it an environment hosts no previews. */
export function previewIn(
  { preview }: Settings,
  place: SettingsPlace,
): PreviewSettings | undefined {
  if (preview === undefined) return undefined;
  const given = mapping(preview, 'preview', place);
  refuseKeys(given, keys, 'preview', place);
  const { hours = usualHours, clusterDomain = usualClusterDomain } = given;
  if (!Number.isInteger(hours) || Number(hours) < 1) {
    throw invalid(place, `preview.hours is ${shown(hours)}, not a whole number of at least 1`);
  }
  if (typeof clusterDomain !== 'string' || !domain.test(clusterDomain)) {
    throw invalid(place, `preview.clusterDomain is ${shown(clusterDomain)}, not a domain`);
  }
  const ingress = ingressIn(given['ingress'], place);
  return {
    hours: Number(hours),
    clusterDomain,
    values: mapping(given['values'] ?? {}, 'preview.values', place),
    releases: mappings(given['releases'], 'preview.releases', place),
    addresses: addressesIn(given['addresses'], place),
    quota: textsBy(given['quota'] ?? {}, 'preview.quota', place),
    ...(ingress === undefined ? {} : { ingress }),
  };
}

/** The key `previewOf`, which no person writes. */
export function previewOfIn({ previewOf }: Settings, place: SettingsPlace): PreviewOf | undefined {
  if (previewOf === undefined) return undefined;
  const given = mapping(previewOf, 'previewOf', place);
  refuseKeys(given, ['environment', 'namespace', 'pr', 'secrets'], 'previewOf', place);
  const { environment, namespace, pr, secrets } = given;
  if (
    typeof environment !== 'string' ||
    typeof namespace !== 'string' ||
    typeof secrets !== 'boolean' ||
    !Number.isInteger(pr) ||
    Number(pr) < 1
  ) {
    throw invalid(place, `previewOf is ${shown(given)}, which no run of a preview writes`);
  }
  return { environment, namespace, pr: Number(pr), secrets };
}

function addressesIn(value: unknown, place: SettingsPlace): Record<string, PreviewAddress> {
  const all = mappings(value, 'preview.addresses', place);
  return Object.fromEntries(
    Object.entries(all).map(([release, given]) => {
      const name = `preview.addresses.${release}`;
      refuseKeys(given, ['url', 'value'], name, place);
      const { url, value: key } = given;
      if (typeof url !== 'string' || !address.test(url)) {
        const wanted =
          'an address with ${pr} in its host, or ${port} on localhost, so that each preview has its own';
        throw invalid(place, `${name}.url is ${shown(url)}, not ${wanted}`);
      }
      if (key === undefined) return [release, { url }];
      if (typeof key === 'string' && valuesKey.test(key)) return [release, { url, value: key }];
      throw invalid(place, `${name}.value is ${shown(key)}, not a key such as global.urls.web`);
    }),
  );
}

function ingressIn(value: unknown, place: SettingsPlace): PreviewIngress | undefined {
  if (value === undefined) return undefined;
  const given = mapping(value, 'preview.ingress', place);
  refuseKeys(given, ['className', 'annotations', 'tlsSecret'], 'preview.ingress', place);
  const { className, tlsSecret, annotations } = given;
  for (const [key, text] of Object.entries({ className, tlsSecret })) {
    if (text === undefined || (typeof text === 'string' && text !== '')) continue;
    throw invalid(place, `preview.ingress.${key} is ${shown(text)}, not a text`);
  }
  return {
    ...(className === undefined ? {} : { className: className as string }),
    ...(tlsSecret === undefined ? {} : { tlsSecret: tlsSecret as string }),
    ...(annotations === undefined
      ? {}
      : { annotations: textsBy(annotations, 'preview.ingress.annotations', place) }),
  };
}

function mapping(value: unknown, name: string, place: SettingsPlace): Values {
  if (isPlainObject(value)) return value;
  throw invalid(place, `${name} is ${shown(value)}, not a mapping`);
}

function mappings(value: unknown, name: string, place: SettingsPlace): Record<string, Values> {
  const given = mapping(value ?? {}, name, place);
  return Object.fromEntries(
    Object.entries(given).map(([key, one]) => [key, mapping(one, `${name}.${key}`, place)]),
  );
}

function textsBy(value: unknown, name: string, place: SettingsPlace): Record<string, string> {
  const given = mapping(value, name, place);
  const other = Object.entries(given).find(([, text]) => typeof text !== 'string');
  if (other === undefined) return given as Record<string, string>;
  throw invalid(place, `${name}.${other[0]} is ${shown(other[1])}, not a text`);
}

function refuseKeys(
  given: Values,
  known: readonly string[],
  name: string,
  place: SettingsPlace,
): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw invalid(place, `${name} has no key ${unknown}; the keys are ${known.join(', ')}`);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'missing';
}

function invalid({ file, project }: SettingsPlace, what: string): UserError {
  return new UserError(
    'NXHELM_ENVIRONMENT_SETTING',
    `the key nxHelm of ${file} is invalid: ${what}`,
    `correct nxHelm in ${file}`,
    { project },
  );
}
