import { describe, expect, test } from '@jest/globals';
import { checkConstants, constantNames, DEFAULT_CONSTANTS, defaultConstants } from '../src/index.ts';

test('the defaults are allowed under either coin rules', () => {
  expect(checkConstants(defaultConstants('beta18'))).toBeNull();
  expect(checkConstants(defaultConstants('mainnet'))).toBeNull();
  expect(defaultConstants('beta18').MAX_BLOCK_COST_CLVM).toBe(225_359_496n);
  expect(defaultConstants('mainnet').MAX_BLOCK_COST_CLVM).toBe(11_000_000_000n);
});

test.each([
  ['the simulator', { DIFFICULTY_EPOCH: 12, DIFFICULTY_DELAY: 3, DISCRIMINANT_SIZE_BITS: 8, DIFFICULTY_STARTING: 1n }],
  ['chain tests', { DIFFICULTY_EPOCH: 6, DIFFICULTY_WARP_FACTOR: 3, DIFFICULTY_DELAY: 2 }],
])('those of %s are allowed', (_, some) => {
  expect(checkConstants({ ...DEFAULT_CONSTANTS, ...some })).toBeNull();
});

describe('constants that are not allowed', () => {
  test.each([
    [{ DIFFICULTY_EPOCH: 255 }, 'DIFFICULTY_EPOCH'],
    [{ DIFFICULTY_DELAY: 63 }, 'DIFFICULTY_EPOCH'],
    [{ DISCRIMINANT_SIZE_BITS: 1020 }, 'DISCRIMINANT_SIZE_BITS'],
    [{ DISCRIMINANT_SIZE_BITS: 1032 }, 'DISCRIMINANT_SIZE_BITS'],
    [{ DISCRIMINANT_SIZE_BITS: 0 }, 'DISCRIMINANT_SIZE_BITS'],
    [{ NUMBER_OF_HEADS: 0 }, 'NUMBER_OF_HEADS'],
    [{ NUMBER_OF_HEADS: 2.5 }, 'NUMBER_OF_HEADS'],
    [{ NUMBER_ZERO_BITS_CHALLENGE_SIG: 257 }, 'NUMBER_ZERO_BITS_CHALLENGE_SIG'],
    [{ BLOCK_TIME_TARGET: Number.NaN }, 'BLOCK_TIME_TARGET'],
    [{ BLOCK_TIME_TARGET: 5n as unknown as number }, 'BLOCK_TIME_TARGET'],
    [{ DIFFICULTY_STARTING: 0n }, 'DIFFICULTY_STARTING'],
    [{ MIN_ITERS_STARTING: 5 as unknown as bigint }, 'MIN_ITERS_STARTING'],
    [{ MAX_COIN_AMOUNT: 2n ** 64n }, 'MAX_COIN_AMOUNT'],
  ])('%p', (change, field) => {
    const problem = checkConstants({ ...DEFAULT_CONSTANTS, ...change });
    expect(problem?.field).toBe(field);
    expect(problem?.allowed).not.toBe('');
  });

  test.each(constantNames)('%s missing', (name) => {
    expect(checkConstants({ ...DEFAULT_CONSTANTS, [name]: undefined })?.field).toBe(name);
  });
});
