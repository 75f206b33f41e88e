import { messageOf, UserError } from '@taskora/base/errors';
import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';
import type { ReadOptions, YamlDocument } from '../base/read-yaml.ts';
import { readYaml, YamlFault } from '../base/read-yaml.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** The objects of a manifest as Kubernetes reads them, hooks included. */
export function parseManifests(manifests: string): KubernetesObject[] {
  return manifestDocuments(manifests)
    .flatMap(({ value }) => membersOf(value))
    .filter(isObject);
}

/**
 * The documents of a manifest. What is in a cluster already has passed there with a key that stands
 * twice, so only a render is asked to have none.
 */
export function manifestDocuments(
  manifests: string,
  duplicates: ReadOptions['duplicates'] = 'last wins',
): YamlDocument[] {
  try {
    return readYaml(manifests, { duplicates });
  } catch (error) {
    throw unreadable(manifests, error);
  }
}

/**
 * Kubernetes takes a `List`, or a `RoleList`, for the objects in it; those of a list of one kind need not
 * say theirs.
 */
function membersOf(document: unknown): readonly unknown[] {
  if (!isPlainObject(document) || !isList(document)) return [document];
  const { apiVersion, kind, items } = document;
  const own = String(kind).slice(0, -'List'.length);
  const said = own === '' ? {} : { apiVersion, kind: own };
  return Array.isArray(items) ? items.map((item) => ({ ...said, ...(item as object) })) : [];
}

/** What has a name is an object, such as an `AllowList` of somebody. */
function isList({ kind, metadata }: PlainObject): boolean {
  const isNamed = isPlainObject(metadata) && metadata['name'] !== undefined;
  return typeof kind === 'string' && kind.endsWith('List') && !isNamed;
}

function isObject(document: unknown): document is KubernetesObject {
  return isPlainObject(document) && isPlainObject(document['metadata']) && 'kind' in document;
}

function unreadable(manifests: string, error: unknown): UserError {
  const template = error instanceof YamlFault ? templateAt(manifests, error.line) : undefined;
  return new UserError(
    'NXHELM_MANIFEST_UNREADABLE',
    `the manifest of ${template ?? 'the chart'} cannot be read as YAML: ${messageOf(error)}`,
    `correct ${template ?? 'the templates of the chart'}, then npx nx run <project>:helm-template`,
    { cause: error },
  );
}

/** Helm writes above each document which template it comes from. */
function templateAt(manifests: string, line: number): string | undefined {
  const above = manifests.split('\n').slice(0, line);
  const comment = above.findLast((each) => each.startsWith('# Source: '));
  return comment?.slice('# Source: '.length).trim();
}
