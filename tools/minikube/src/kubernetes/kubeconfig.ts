import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readOptional } from '@taskora/base/files';
import type { Settings } from '../base/settings.ts';
import { asMap, parseKubeconfig, type Yaml, type YamlMap } from './yaml.ts';

/** The current context, with what is needed to reach its API server. */
export interface Context {
  readonly name: string;
  readonly server: string;
  /** Minikube writes an extension of its own into the contexts that it makes. */
  readonly isMinikube: boolean;
  readonly certificateAuthority?: Buffer;
  readonly certificate?: Buffer;
  readonly key?: Buffer;
}

const MINIKUBE = 'minikube.sigs.k8s.io';

/** A name of digits alone is a number in YAML and still a name. */
const asText = (value: Yaml | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const asList = (value: Yaml | undefined): Yaml[] => (Array.isArray(value) ? value : []);

interface Entry {
  readonly value: YamlMap;
  readonly folder: string;
}

/** The current context of all kubeconfig files; as for kubectl, the first file that says so wins. */
export async function currentContext(settings: Settings): Promise<Context | undefined> {
  const files: { folder: string; content: YamlMap }[] = [];
  for (const path of settings.kubeconfigs) {
    const text = readOptional(path);
    if (text === undefined) continue;
    files.push({ folder: dirname(path), content: await parseKubeconfig(path, text) });
  }
  const name = files.map(({ content }) => asText(content['current-context'])).find(Boolean);
  if (name === undefined) return undefined;
  const find = (list: string, kind: string, wanted: string): Entry => {
    for (const { content, folder } of files) {
      const item = asList(content[list])
        .map(asMap)
        .find((one) => asText(one['name']) === wanted);
      if (item !== undefined) return { value: asMap(item[kind]), folder };
    }
    return { value: {}, folder: '' };
  };
  const context = find('contexts', 'context', name);
  const cluster = find('clusters', 'cluster', asText(context.value['cluster']));
  const user = find('users', 'user', asText(context.value['user']));
  return {
    name,
    server: asText(cluster.value['server']),
    isMinikube: [context, cluster].some(({ value }) => hasMinikubeExtension(value)),
    ...optional('certificateAuthority', cluster, 'certificate-authority'),
    ...optional('certificate', user, 'client-certificate'),
    ...optional('key', user, 'client-key'),
  };
}

/** Whether a kubeconfig names no context, cluster or user, in whatever form it is written. */
export async function isEmptyKubeconfig(path: string, text: string): Promise<boolean> {
  const content = await parseKubeconfig(path, text);
  return ['contexts', 'clusters', 'users'].every((list) => asList(content[list]).length === 0);
}

const hasMinikubeExtension = (value: YamlMap): boolean =>
  asList(value['extensions']).some(
    (one) => asText(asMap(asMap(one)['extension'])['provider']) === MINIKUBE,
  );

/** A credential stands in the file itself or in another file that it names. */
function optional<Name extends string>(name: Name, entry: Entry, field: string) {
  const data = asText(entry.value[`${field}-data`]);
  const path = asText(entry.value[field]);
  if (data !== '') return { [name]: Buffer.from(data, 'base64') } as Record<Name, Buffer>;
  if (path === '') return {};
  try {
    const content = readFileSync(resolve(entry.folder, path));
    return { [name]: content } as Record<Name, Buffer>;
  } catch {
    return {};
  }
}
