import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { JsonValue } from '@salvia/streamable';
import fc from 'fast-check';
import {
  DEFAULT_CONSTANTS,
  deriveNetworkId,
  FullBlock,
  genesisBlock,
  NetworkFileError,
  networkFileToJson,
  parseNetworkFile,
} from '../src/index.ts';
import { valuesOf } from './arbitraries.ts';

type Json = { [key: string]: JsonValue };

const blocks = (valuesOf(FullBlock) as fc.Arbitrary<FullBlock>).filter(({ proofOfTime }) => proofOfTime !== null);
const [block] = fc.sample(blocks, { seed: 1, numRuns: 1 }) as [FullBlock];
const constants = Object.fromEntries(
  Object.entries(DEFAULT_CONSTANTS).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
);

const good: Json = {
  name: 'devnet',
  networkId: 'devnet-0123456789abcdef',
  vdfScheme: 'chiavdf',
  coinRules: 'mainnet',
  addressPrefix: 'txch',
  constants,
  genesis: bytesToHex(FullBlock.encode(block)),
  test: { privateAddresses: true, controls: false },
};

function errorOf(json: unknown): NetworkFileError {
  try {
    parseNetworkFile(json);
  } catch (error) {
    if (error instanceof NetworkFileError) return error;
    throw error;
  }
  throw new Error('a NetworkFileError expected');
}

describe('a network file', () => {
  test('is read, and written as it was', () => {
    const file = parseNetworkFile(good);
    expect(file.constants).toEqual(DEFAULT_CONSTANTS);
    expect(networkFileToJson(file)).toEqual(good);
    expect(parseNetworkFile(JSON.parse(JSON.stringify(networkFileToJson(file))))).toEqual(file);
    expect(genesisBlock(file)).toEqual(block);
  });

  test('may leave out the schemes and what test networks allow', () => {
    const { vdfScheme: _scheme, coinRules: _rules, test: _test, ...rest } = good;
    expect(parseNetworkFile(rest)).toMatchObject({
      vdfScheme: 'chiavdf',
      coinRules: 'mainnet',
      test: { privateAddresses: false, controls: false },
    });
  });

  test('may have integers of 64 bits as numbers', () => {
    expect(parseNetworkFile({ ...good, constants: { ...constants, DIFFICULTY_STARTING: 5 } }).constants).toHaveProperty(
      'DIFFICULTY_STARTING',
      5n,
    );
  });
});

describe('a bad network file is one line with field, found and allowed', () => {
  const { genesis: _genesis, ...withoutGenesis } = good;
  const unfinished = bytesToHex(FullBlock.encode({ ...block, proofOfTime: null }));
  const withConstants = (some: Json) => ({ ...good, constants: { ...constants, ...some } });

  test.each<[string, unknown, string, string]>([
    ['no object', 5, '(whole file)', '5'],
    ['an array', [], '(whole file)', '[]'],
    ['an unknown field', { ...good, nam: 1 }, 'nam', '1'],
    ['a name with a blank', { ...good, name: 'my net' }, 'name', '"my net"'],
    ['no network id', { ...good, networkId: '' }, 'networkId', '""'],
    ['another scheme', { ...good, vdfScheme: 'wesolowski' }, 'vdfScheme', '"wesolowski"'],
    ['other coin rules', { ...good, coinRules: 'beta19' }, 'coinRules', '"beta19"'],
    ['a capital prefix', { ...good, addressPrefix: 'XCH' }, 'addressPrefix', '"XCH"'],
    ['constants as text', { ...good, constants: 'default' }, 'constants', '"default"'],
    ['a constant as text', withConstants({ BLOCK_TIME_TARGET: '10' }), 'constants.BLOCK_TIME_TARGET', '"10"'],
    ['a broken number', withConstants({ DIFFICULTY_STARTING: 1.5 }), 'constants.DIFFICULTY_STARTING', '1.5'],
    ['a number too large', withConstants({ NUMBER_OF_HEADS: 256 }), 'constants.NUMBER_OF_HEADS', '256'],
    ['a wrong epoch', withConstants({ DIFFICULTY_EPOCH: 100 }), 'constants.DIFFICULTY_EPOCH', '100'],
    ['half bytes', withConstants({ DISCRIMINANT_SIZE_BITS: 500 }), 'constants.DISCRIMINANT_SIZE_BITS', '500'],
    ['an unknown constant', withConstants({ BLOCK_TIME: 1 }), 'constants.BLOCK_TIME', '1'],
    ['no genesis', withoutGenesis, 'genesis', 'nothing'],
    ['a genesis that is no hex', { ...good, genesis: '0x00' }, 'genesis', '"0x00"'],
    ['a genesis that is no block', { ...good, genesis: '00' }, 'genesis', '"00"'],
    ['an unfinished genesis', { ...good, genesis: unfinished }, 'genesis', `"${unfinished.slice(0, 39)}…`],
    ['a flag as a number', { ...good, test: { controls: 1 } }, 'test.controls', '1'],
    ['an unknown flag', { ...good, test: { control: true } }, 'test.control', 'true'],
  ])('%s', (_, json, field, found) => {
    const error = errorOf(json);
    expect([error.code, error.field, error.found]).toEqual(['BAD_NETWORK_FILE', field, found]);
    expect(error.allowed).not.toBe('');
    expect(error.message).toBe(`network file: ${field}: found ${found}, allowed: ${error.allowed}`);
    expect(error.message).not.toMatch(/\n/);
  });

  test.each(['name', 'networkId', 'addressPrefix', 'constants', 'genesis'])('%s is demanded', (field) => {
    const json = { ...good };
    delete json[field];
    expect(errorOf(json)).toMatchObject({ field, found: 'nothing' });
  });

  test('whatever it is, it is a coded error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (field, value) => {
        try {
          parseNetworkFile({ ...good, [field]: value });
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkFileError);
          expect((error as NetworkFileError).message).not.toMatch(/\n/);
        }
      }),
    );
  });
});

describe('the default network id', () => {
  const { name, networkId: _id, ...rest } = parseNetworkFile(good);

  test('is the name and 16 digits of the hash of the rest', () => {
    expect(deriveNetworkId(name, rest)).toMatch(/^devnet-[0-9a-f]{16}$/);
  });

  test('depends on everything else, not on the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(rest).reverse()) as unknown as typeof rest;
    expect(deriveNetworkId(name, reversed)).toBe(deriveNetworkId(name, rest));
    expect(deriveNetworkId('other', rest).slice(-16)).toBe(deriveNetworkId(name, rest).slice(-16));
    expect(deriveNetworkId(name, { ...rest, addressPrefix: 'xch' })).not.toBe(deriveNetworkId(name, rest));
    expect(deriveNetworkId(name, { ...rest, constants: { ...rest.constants, TX_PER_SEC: 21 } })).not.toBe(
      deriveNetworkId(name, rest),
    );
  });
});
