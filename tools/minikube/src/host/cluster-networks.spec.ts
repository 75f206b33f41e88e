import { routes } from '../../preflight/routes.mjs';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath, type Settings } from '../base/settings.ts';
import { checkNetworks } from './machine.ts';

const route = (device: string, destination: string, mask: string): string =>
  `${device} ${destination} 00000000 0001 0 0 0 ${mask} 0 0 0\n`;

describe("collisions with the cluster's networks", () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const check = (changes: Partial<Settings> = {}) =>
    checkNetworks({ ...sandbox.settings, ...changes });
  const withRoutes = (...lines: string[]): void =>
    writeFileAt(hostPath(sandbox.settings, '/proc/net/route'), `Iface\n${lines.join('')}`);

  it('are none on a machine elsewhere, nor with the bridge of the cluster itself', () => {
    withRoutes(
      route('eth0', '00000000', '00000000'),
      route('eth0', '000200C0', '00FFFFFF'),
      route('tun0', '0000700A', '0000FFFF'),
      route('tun0', '00000000', '00000080'),
      route('eth0', '0000000A', '000000FF'),
      route('bridge', '0000F40A', '0000FFFF'),
    );
    writeFileAt(hostPath(sandbox.settings, '/etc/resolv.conf'), 'nameserver 10.95.255.255\n');
    const ownAddresses = [
      { device: 'bridge', cidr: '10.244.0.1/16' },
      { device: 'eth0', cidr: '192.0.2.2/24' },
      { device: 'eth1', cidr: '10.1.2.3/8' },
      { device: 'eth0', cidr: 'fe80::1/64' },
    ];
    const environment = { HTTPS_PROXY: 'http://10.112.0.1:3128', SSH_CONNECTION: '' };
    expect(() => check({ ownAddresses, environment })).not.toThrow();
  });

  it('reads the routes of the kernel', () => {
    withRoutes(route('eth0', '0002A8C0', '00FEFFFF'));
    expect(routes(sandbox.settings)).toEqual([{ device: 'eth0', network: '192.168.2.0/23' }]);
  });

  it.each([
    ['tun0', '0000600A', '0000FFFF', '10.96.0.0/16'],
    ['eth0', '0A05F40A', 'FFFFFFFF', '10.244.5.10/32'],
  ])('are refused with a route by %s to %s %s', (device, destination, mask, shown) => {
    withRoutes(route(device, destination, mask));
    expect(() => check()).toThrow(
      new RegExp(`^NETWORK_TAKEN: .*the route to ${shown} \\(${device}\\).*Do: install`),
    );
  });

  it('are refused with a nameserver in them', () => {
    writeFileAt(
      hostPath(sandbox.settings, '/etc/resolv.conf'),
      'search a\nnameserver 10.111.1.1\n',
    );
    expect(() => check()).toThrow(/^NETWORK_TAKEN: .*the nameserver 10\.111\.1\.1/);
  });

  it.each([
    ['https_proxy', 'http://user@10.100.1.1:3128/'],
    ['GOPROXY', 'https://a.example,http://10.100.1.1/go'],
    ['SSH_CONNECTION', '10.100.1.1 50000 192.0.2.2 22'],
  ])('are refused with %s=%s', (name, value) => {
    expect(() => check({ environment: { [name]: value } })).toThrow(
      new RegExp(`^NETWORK_TAKEN: .*10\\.100\\.1\\.1 of the variable ${name}`),
    );
  });
});
