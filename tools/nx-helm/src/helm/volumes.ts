import { parseAllDocuments } from 'yaml';

interface RenderedObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Volume claims that Helm itself would delete; those of a StatefulSet are none of its business. */
export function unkeptVolumes(manifest: string): string[] {
  return parseAllDocuments(manifest)
    .map((document) => (document.toJS() ?? {}) as RenderedObject)
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter(({ metadata }) => metadata?.annotations?.['helm.sh/resource-policy'] !== 'keep')
    .map(({ metadata }) => metadata?.name ?? 'unnamed');
}
