import { manifestDocuments } from './parse-manifests.ts';

/** References of all images that the pods of these manifests run, each once, in full form. */
export function imagesIn(manifests: string): string[] {
  const found = manifestDocuments(manifests).flatMap(({ value }) => imagesOf(value));
  return [...new Set(found.map(fullReference))];
}

const containerLists = new Set(['containers', 'initContainers']);

function imagesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    containerLists.has(key) && Array.isArray(part)
      ? part.flatMap((container: unknown) => imageOf(container))
      : imagesOf(part),
  );
}

function imageOf(container: unknown): string[] {
  const image: unknown = (container as { readonly image?: unknown } | null)?.image;
  return typeof image === 'string' ? [image] : [];
}

/** A first part without dot, colon or `localhost` is no host: such a name is one of Docker's hub. */
function fullReference(image: string): string {
  const [host = '', ...rest] = image.split('/');
  if (rest.length > 0 && (/[.:]/.test(host) || host === 'localhost')) return image;
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`;
}
