import type { Values } from '../base/plain-object.ts';
import { isPlainObject, mergePlainObjects, nestedValues } from '../base/plain-object.ts';
import type { PreviewOf, PreviewSettings } from '../chart/preview-settings.ts';

export interface PreviewPlace {
  readonly namespace: string;
  readonly context: string;
  /** The cluster's uid, also where the base's file names none. */
  readonly cluster: string;
}

interface DocumentRequest extends PreviewPlace {
  /** The base's file, as Helm would read it. */
  readonly base: Values;
  readonly settings: PreviewSettings;
  readonly previewOf: PreviewOf;
  readonly previewed: readonly string[];
  readonly reached: readonly string[];
  /** Address of each release that has one and is in the preview. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** A preview is an environment like any other: the base's file, in a namespace of its own, with fewer releases. */
export function previewDocument(request: DocumentRequest): Values {
  const { base, settings, previewOf, previewed, reached, addresses } = request;
  const { nxHelm, ...shared } = base;
  const given = isPlainObject(nxHelm) ? nxHelm : {};
  const { releases } = given;
  // No preview hosts previews.
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => key !== 'preview'));
  const said = Object.entries(settings.addresses).flatMap(([release, { value }]) => {
    const url = addresses[release];
    return value === undefined || url === undefined ? [] : [nestedValues(value, url)];
  });
  const values = isPlainObject(releases) ? releases : {};
  return {
    ...mergePlainObjects(shared, settings.values, ...said),
    nxHelm: {
      ...own,
      contexts: [request.context],
      cluster: request.cluster,
      namespace: request.namespace,
      previewOf,
      releases: {
        ...mergePlainObjects(
          values,
          Object.fromEntries(
            previewed.map((name) => [name, settings.releases[name] ?? {}] as const),
          ),
        ),
        ...Object.fromEntries(reached.map((name) => [name, false])),
      },
    },
  };
}
