import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressGroup, addressKey, isIpAddress, isLoopback, isPublic, normalHost, peerKey } from '../src/index.ts';

test('loopback', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '0:0::1', 'localhost', '::ffff:127.0.0.1'].map(isLoopback)).not.toContain(
    false,
  );
  expect(['128.0.0.1', '::2', '10.0.0.1', 'example.org', ''].map(isLoopback)).not.toContain(true);
});

describe('public addresses', () => {
  test.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2600::1', '::ffff:8.8.8.8'])('%s', (host) => {
    expect(isPublic(host)).toBe(true);
  });
  test.each([
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.1.1', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '127.0.0.1', '::ffff:10.1.2.3'],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      'fd00::1',
      '::',
      '::1',
      '::8.8.8.8',
      '2001:db8::1',
      '2002:0808:0808::1',
      '64:ff9b::1',
    ],
    ...['a.example', '', '1.2.3', '2600::1%eth0'],
  ])('not %s', (host) => {
    expect(isPublic(host)).toBe(false);
  });
});

describe('one spelling per address', () => {
  test.each([
    ['::FFFF:1.2.3.4', '1.2.3.4'],
    ['0:0:0:0:0:FFFF:0102:0304', '1.2.3.4'],
    ['2001:0DB8::0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:0:8', '1:2:3:4:5:6:0:8'],
    ['FE80::1%Eth0', 'fe80::1%eth0'],
    ['Node.Example', 'node.example'],
  ])('%s is %s', (host, normal) => {
    expect(normalHost(host)).toBe(normal);
  });

  test('as a key', () => {
    expect(addressKey({ host: '::ffff:1.2.3.4', port: 1 })).toBe(addressKey({ host: '1.2.3.4', port: 1 }));
  });

  test('of any IPv6 address: the shortest, and another one is not the same address', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (a, b) => {
        const normal = normalHost(a);
        expect(normalHost(normal)).toBe(normal);
        const bytes = (host: string) => Buffer.from(peerKey({ host, port: 0 })).toString('hex');
        if (normal.includes(':')) expect(bytes(normal)).toBe(bytes(a));
        expect(normal === normalHost(b)).toBe(bytes(a) === bytes(b));
      }),
    );
  });
});

test('names and zones mean something else elsewhere', () => {
  expect(['fe80::1%eth0', 'localhost', '1.2.3', '01.2.3.4', '::g'].map(isIpAddress)).not.toContain(true);
  expect(['1.2.3.4', '::', '::ffff:1.2.3.4'].map(isIpAddress)).not.toContain(false);
});

describe('groups', () => {
  test.each([
    ['1.2.3.4', '010102'],
    ['::ffff:1.2.9.9', '010102'],
    ['2001:db8::1', '0020010db8'],
    ['2001:db8:1:2:3:4:5:6', '0020010db8'],
    ['::1', '0000000000'],
    ['fe80::1%eth0', '00fe800000'],
    ['A.example', 'a.example'],
  ])('%s', (host, group) => {
    expect(addressGroup(host)).toBe(group);
  });
});

test('a name has no key', () => {
  expect(() => peerKey({ host: 'a.example', port: 1 })).toThrow(TypeError);
});
