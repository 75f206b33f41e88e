import { Problem } from '../errors.ts';
import { readOptional } from '../files.ts';
import { hostPath, type Settings } from '../settings.ts';

export interface Route {
  readonly device: string;
  /** In the form 192.0.2.0/24. */
  readonly network: string;
}

/** The kernel's IPv4 routes, read without any program, since none may be installed yet. */
export function routes(settings: Settings): Route[] {
  const text = readOptional(hostPath(settings, '/proc/net/route')) ?? '';
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [device = '', destination = '', , , , , , mask = ''] = line.split(/\s+/);
      if (destination === '' || mask === '') return [];
      return [{ device, network: `${addressFromHex(destination)}/${bitsFromHex(mask)}` }];
    });
}

/** The kernel prints an address as a number of this machine, so its last byte comes first. */
function addressFromHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  return [...bytes.reverse()].join('.');
}

const bitsFromHex = (hex: string): number =>
  Number.parseInt(hex, 16).toString(2).replaceAll('0', '').length;

/** The device that packets for the rest of the world leave by. */
export function defaultDevice(settings: Settings): string {
  const route = routes(settings).find(({ network }) => network === '0.0.0.0/0');
  if (route !== undefined) return route.device;
  throw new Problem(
    'NO_DEFAULT_ROUTE',
    'this machine has no default route, and Kubernetes needs one to find its own address',
    'ip route add default via GATEWAY, then run this command again',
  );
}
