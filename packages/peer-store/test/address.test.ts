import { describe, expect, test } from '@jest/globals';
import { addressGroup, addressKey, isLoopback, isPublic, normalHost } from '../src/index.ts';

test('loopback', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost', '::ffff:127.0.0.1'].map(isLoopback)).not.toContain(false);
  expect(['128.0.0.1', '::2', '10.0.0.1', 'example.org', ''].map(isLoopback)).not.toContain(true);
});

test('public addresses', () => {
  const reachable = ['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2600::1', '::ffff:8.8.8.8'];
  const others = ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.1.1', '100.64.0.1', '0.0.0.0'];
  expect(reachable.map(isPublic)).not.toContain(false);
  expect(
    [...others, '224.0.0.1', '255.255.255.255', 'fe80::1', 'fd00::1', '::', '::1', '127.0.0.1', 'a.example'].map(
      isPublic,
    ),
  ).not.toContain(true);
});

test('one spelling per address', () => {
  expect(normalHost('::FFFF:1.2.3.4')).toBe('1.2.3.4');
  expect(addressKey({ host: '::ffff:1.2.3.4', port: 1 })).toBe(addressKey({ host: '1.2.3.4', port: 1 }));
});

describe('groups', () => {
  test.each([
    ['1.2.3.4', '1.2'],
    ['::ffff:1.2.9.9', '1.2'],
    ['2001:db8::1', '2001:0db8'],
    ['2001:db8:1:2:3:4:5:6', '2001:0db8'],
    ['::1', '0000:0000'],
    ['::1.2.3.4', '0000:0000'],
  ])('%s', (host, group) => {
    expect(addressGroup(host)).toBe(group);
  });
});
