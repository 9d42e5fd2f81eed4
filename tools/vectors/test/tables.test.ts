import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  checkConstants,
  constantNames,
  DEFAULT_CONSTANTS,
  Delivery,
  ErrorCode,
  errorName,
  FullBlock,
  MempoolInclusionStatus,
  NodeType,
  nodeTypeName,
  PROTOCOL_VERSION,
  ReceiveBlockResult,
} from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../src/index.ts';

const numbers = z.record(z.string(), z.number());
const schema = z.strictObject({
  kind: z.string(),
  error_codes: numbers,
  node_types: numbers,
  delivery: numbers,
  receive_results: numbers,
  mempool_status: numbers,
  condition_opcodes: z.record(z.string(), z.string()),
  condition_costs: numbers,
  wallet_types: numbers,
  protocol_version: z.string(),
  release_constants: z.record(z.string(), z.union([z.number(), z.string()])),
});

const tables = schema.parse(readVector('reference/tables.json'));

/** Tables that nothing here has yet: they come with running programs, and with the wallet. */
const LATER = ['condition_opcodes', 'condition_costs', 'wallet_types'];

const ours: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  node_types: NodeType,
  delivery: Delivery,
  receive_results: ReceiveBlockResult,
  mempool_status: MempoolInclusionStatus,
};

test('every table is looked at, or waits', () => {
  const looked = ['kind', 'error_codes', 'protocol_version', 'release_constants', ...Object.keys(ours), ...LATER];
  expect(Object.keys(tables).filter((name) => !looked.includes(name))).toEqual([]);
});

test.each(Object.keys(ours))('%s', (name) => {
  expect(ours[name]).toEqual(tables[name as keyof typeof tables]);
});

describe('error codes', () => {
  test.each(Object.entries(tables.error_codes))('%s is %i', (name, number) => {
    expect(ErrorCode).toHaveProperty(name, number);
    expect(errorName(number, 'beta18')).toBe(name);
  });
});

test('node types have names', () => {
  for (const [name, number] of Object.entries(tables.node_types)) expect(nodeTypeName(number as NodeType)).toBe(name);
});

test('the protocol version', () => {
  expect(PROTOCOL_VERSION).toBe(tables.protocol_version);
});

describe('the constants of the release', () => {
  const { GENESIS_BLOCK, ...constants } = tables.release_constants;

  test('have the names of ours', () => {
    expect(Object.keys(constants).sort()).toEqual([...constantNames].sort());
  });

  test.each(Object.entries(constants))('%s', (name, value) => {
    expect(String(DEFAULT_CONSTANTS[name as keyof typeof DEFAULT_CONSTANTS])).toBe(String(value));
  });

  test('are allowed', () => {
    expect(checkConstants(DEFAULT_CONSTANTS)).toBeNull();
  });

  test('come with a genesis block that reads and writes back', () => {
    const genesis = FullBlock.decode(hexToBytes(GENESIS_BLOCK as string));
    expect(genesis.header.data.height).toBe(0);
    expect(genesis.proofOfTime).not.toBeNull();
    expect(bytesToHex(FullBlock.encode(genesis))).toBe(GENESIS_BLOCK);
  });
});
