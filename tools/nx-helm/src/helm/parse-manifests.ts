import type { Tags } from 'yaml';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../live/kubernetes-object.ts';
import { isPlainObject } from '../plain-object.ts';

/**
 * Helm reads YAML as version 1.1 does, where `0440` is octal and `yes` is true, but knows neither
 * dates nor numbers to the base 60.
 */
function likeHelm(tags: Tags): Tags {
  return tags.filter(
    (tag) =>
      typeof tag === 'string' ||
      !(tag.tag.endsWith(':timestamp') || ('format' in tag && tag.format === 'TIME')),
  );
}

/** The objects of a manifest, hooks included. */
export function parseManifests(manifests: string): KubernetesObject[] {
  return parseAllDocuments(manifests, { version: '1.1', customTags: likeHelm })
    .map((document): unknown => document.toJS())
    .flatMap(membersOf)
    .filter(isObject);
}

/** Kubernetes takes a `List` for the objects in it. */
function membersOf(document: unknown): readonly unknown[] {
  if (!isPlainObject(document) || document['kind'] !== 'List') return [document];
  return Array.isArray(document['items']) ? document['items'] : [];
}

function isObject(document: unknown): document is KubernetesObject {
  return isPlainObject(document) && isPlainObject(document['metadata']) && 'kind' in document;
}
