import { describe, expect, it } from '@jest/globals';
import { createClientAddress, networkOf } from './client-address.ts';

const from = (forwarded?: string) =>
  new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });

describe('who asks', () => {
  it('is the peer, whatever a header says, where no proxy is ours', () => {
    const addressOf = createClientAddress([]);
    expect(addressOf('192.0.2.1', from())).toBe('192.0.2.1');
    expect(addressOf('192.0.2.1', from('10.0.0.1'))).toBe('192.0.2.1');
    expect(addressOf('::ffff:192.0.2.1', from())).toBe('192.0.2.1');
  });

  it('is the last address before our proxies, and never what the client wrote left of it', () => {
    const addressOf = createClientAddress(['10.0.0.0/8', 'fd00::/8']);
    expect(addressOf('10.1.2.3', from('198.51.100.7'))).toBe('198.51.100.7');
    expect(addressOf('10.1.2.3', from('1.1.1.1, 198.51.100.7, 10.9.9.9'))).toBe('198.51.100.7');
    expect(addressOf('::ffff:10.1.2.3', from('198.51.100.7'))).toBe('198.51.100.7');
    expect(addressOf('fd00::5', from('2001:db8::1'))).toBe('2001:db8::1');
  });

  it('is the peer when that is none of our proxies, so that a forged header names nobody', () => {
    const addressOf = createClientAddress(['10.0.0.0/8']);
    expect(addressOf('203.0.113.5', from('198.51.100.7'))).toBe('203.0.113.5');
  });

  it('is our own proxy when it names nobody, and words that are no address are one name', () => {
    const addressOf = createClientAddress(['10.0.0.0/8']);
    expect(addressOf('10.1.2.3', from())).toBe('10.1.2.3');
    expect(addressOf('10.1.2.3', from('unknown'))).toBe('unknown');
  });
});

describe('an address that a proxy writes with a port, as some do', () => {
  it.each([
    ['198.51.100.7:50123', '198.51.100.7'],
    ['[2001:db8::1]:50123', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::FFFF:c633:6407', '198.51.100.7'],
    ['2001:db8::1:50123', '2001:db8::1:50123'],
    ['198.51.100.7:', '198.51.100.7:'],
  ])('%s is %s, so that a new connection is no new address', (written, address) => {
    expect(createClientAddress(['10.0.0.0/8'])('10.1.2.3', from(written))).toBe(address);
  });

  it('is one of our own proxies too, when that is what it names', () => {
    const addressOf = createClientAddress(['10.0.0.0/8', 'fd00::/8']);
    const hops = '198.51.100.7:4711, [fd00::9]:80, 10.9.9.9:443';
    expect(addressOf('10.1.2.3', from(hops))).toBe('198.51.100.7');
  });
});

describe('what counts as one', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
    ['2001:0DB8:0:7:ffff:1:2:3', '2001:db8:0:7::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
