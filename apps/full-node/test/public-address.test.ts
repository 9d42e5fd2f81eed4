import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { endpoint } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { checkPublicAddress } from '../src/public-address.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-public-'));
afterAll(() => rmSync(folder, { recursive: true }));
const testNetwork = writeNetworkFile(join(folder, 'network.json'));
const openNetwork = { ...testNetwork, test: { ...testNetwork.test, privateAddresses: false } };

const check = (text: string, network: typeof testNetwork) => checkPublicAddress(endpoint().parse(text), network);

test('nobody is told of an address unless the operator names one', () => {
  expect(checkPublicAddress(null, openNetwork)).toBeNull();
});

test.each(['8.8.8.8:8444', '[2a00:1450::1]:8444'])('%s is taken on every network', (text) => {
  for (const network of [testNetwork, openNetwork]) expect(check(text, network)).toEqual(endpoint().parse(text));
});

test.each(['127.0.0.1:8444', '10.1.2.3:8444', '[fd00::1]:8444'])(
  '%s is taken where the network file says so',
  (text) => {
    expect(check(text, testNetwork)).toEqual(endpoint().parse(text));
    expect(() => check(text, openNetwork)).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', context: { field: 'publicAddress' } }),
    );
  },
);

test('a name is no address', () => {
  for (const network of [testNetwork, openNetwork])
    expect(() => check('node.example:8444', network)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }));
});
