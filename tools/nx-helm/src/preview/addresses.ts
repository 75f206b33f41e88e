import type { PreviewSettings } from '../chart/preview-settings.ts';
import type { RenderedRelease } from './checks.ts';
import { localPort } from './names.ts';

/** How people reach a release of a preview. */
export interface ReleaseAddress {
  readonly release: string;
  /** Where the environment's file gives it one. */
  readonly url?: string;
  /** Makes it reachable on this machine; none where something in the cluster leads to the address. */
  readonly command?: string;
}

interface AddressPlace {
  readonly pr: number;
  readonly namespace: string;
  readonly context: string;
}

/** The addresses that the environment's file gives, for the releases that the preview has. */
export function addressesOf(
  { addresses }: PreviewSettings,
  pr: number,
  previewed: readonly string[],
): Record<string, string> {
  const found = Object.keys(addresses)
    .toSorted()
    .flatMap((release, index) => {
      const { url = '' } = addresses[release] ?? {};
      if (!previewed.includes(release)) return [];
      const filled = url
        .replaceAll('${pr}', String(pr))
        .replaceAll('${port}', String(localPort(pr, index)));
      return [[release, filled] as const];
    });
  return Object.fromEntries(found);
}

export function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** A release without a Service has none. */
export function releaseAddresses(
  rendered: readonly RenderedRelease[],
  urls: Readonly<Record<string, string>>,
  place: AddressPlace,
): readonly ReleaseAddress[] {
  return rendered.flatMap(({ release, objects }, index) => {
    const service = serviceOf({ release, objects });
    if (service === undefined) return [];
    const url = urls[release];
    if (url !== undefined && !isLocal(url)) return [{ release, url }];
    // Behind those ports that addresses have.
    const port = url === undefined ? localPort(place.pr, 8 + index) : portOf(url);
    const command = [
      `kubectl --context ${place.context} --namespace ${place.namespace}`,
      `port-forward service/${service.name} ${port}:${service.port}`,
    ].join(' ');
    return [{ release, url: url ?? `http://localhost:${port}`, command }];
  });
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** The Service of the release's own name, or its only one. */
export function serviceOf({
  release,
  objects,
}: RenderedRelease): { readonly name: string; readonly port: number } | undefined {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const chosen =
    services.find(({ metadata }) => metadata.name === release) ??
    (services.length === 1 ? services[0] : undefined);
  const ports = (chosen?.spec?.['ports'] ?? []) as readonly { readonly port?: number }[];
  const port = ports[0]?.port;
  return chosen === undefined || port === undefined
    ? undefined
    : { name: chosen.metadata.name, port };
}
