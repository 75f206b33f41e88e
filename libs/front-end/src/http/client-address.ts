import { BlockList, isIPv6, SocketAddress } from 'node:net';
import type { RequestHeaders } from './request-headers.ts';

/** The form of an IPv4 address on a socket that takes both kinds. */
const mapped = /^::ffff:(?=\d+\.)/i;
const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

/** Some proxies write the port as well, and IPv6 in brackets; each client must have one name. */
function canonicalAddress(written: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(written) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(written) ?? [];
  const address = bracketed ?? beforePort ?? written;
  const [withoutZone = ''] = address.split('%');
  if (!isIPv6(withoutZone)) return address;
  return new SocketAddress({ address: withoutZone, family: 'ipv6' }).address.replace(mapped, '');
}

/** A household or a machine has a whole /64 of IPv6 addresses, which count as one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const whole = [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...rest];
  const first = whole.slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}

/**
 * Who asks: the peer of the connection, or the last address in X-Forwarded-For that no proxy of ours
 * wrote of another. What the client itself wrote there is to the left of it and never believed.
 */
export function createClientAddress(trustedProxies: readonly string[]) {
  const trusted = listOf(trustedProxies);
  const isTrusted = (address: string) => {
    try {
      return trusted.check(address, familyOf(address));
    } catch {
      return false;
    }
  };
  return (peer: string, headers: RequestHeaders): string => {
    const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
    const hops = [...forwarded, peer].filter(Boolean).map(canonicalAddress);
    let address = hops.pop() ?? peer;
    while (isTrusted(address)) {
      const before = hops.pop();
      if (before === undefined) break;
      address = before;
    }
    return address;
  };
}
