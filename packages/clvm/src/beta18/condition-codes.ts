import { concatBytes } from '@noble/hashes/utils.js';
import type { Assertion, AssertionName, Condition, RequireSignature } from '../condition.ts';
import { bytesArgument, integerArgument, invalidCondition, type RawCondition } from './condition-arguments.ts';
import type { Meter } from './meter.ts';

const HASH_SIZE = 32;

/** What conditions of a spend are read with. */
export interface ConditionScope {
  readonly coinName: Uint8Array;
  readonly meter: Meter;
  /** Whether the bytes are a point that a signature can be checked with. */
  isPublicKey(bytes: Uint8Array): boolean;
}

interface ConditionCode {
  /** Bytes that the condition counts as, for its cost (consensus 8.8). */
  readonly virtualBytes: number;
  read(raw: RawCondition, scope: ConditionScope): Condition;
}

/** The message is complete with what `suffix` gives: nothing, or the name of the coin being spent. */
const signature = (virtualBytes: number, suffix: (scope: ConditionScope) => readonly Uint8Array[]): ConditionCode => ({
  virtualBytes,
  read({ first, second }, scope): RequireSignature {
    const publicKey = bytesArgument(first, scope.meter);
    if (!scope.isPublicKey(publicKey)) throw invalidCondition('no public key');
    const message = concatBytes(bytesArgument(second, scope.meter), ...suffix(scope));
    return { kind: 'signature', publicKey, message };
  },
});

const bytesAssertion = (name: AssertionName): ConditionCode => ({
  virtualBytes: 0,
  read: ({ first }, { meter }): Assertion => ({ kind: 'assert', name, value: bytesArgument(first, meter) }),
});

const integerAssertion = (name: AssertionName): ConditionCode => ({
  virtualBytes: 0,
  read: ({ first }, { meter }): Assertion => ({ kind: 'assert', name, value: integerArgument(first, meter) }),
});

/** The amount is as written, even if negative; the puzzle hash must be one (consensus Q11, Q20). */
const createCoin: ConditionCode = {
  virtualBytes: 200,
  read({ first, second }, { meter }) {
    const puzzleHash = bytesArgument(first, meter);
    if (puzzleHash.length !== HASH_SIZE) throw invalidCondition(`a puzzle hash of ${puzzleHash.length} bytes`);
    return { kind: 'createCoin', puzzleHash, amount: integerArgument(second, meter) };
  },
};

/** ASSERT_FEE; a negative one would take from the others of its block (consensus Q11). */
const reserveFee: ConditionCode = {
  virtualBytes: 0,
  read({ first }, { meter }) {
    const amount = integerArgument(first, meter);
    if (amount < 0n) throw invalidCondition('a negative fee');
    return { kind: 'reserveFee', amount };
  },
};

/** Conditions by opcode (consensus 8.8); others have no effect. */
const CODES: ReadonlyMap<number, ConditionCode> = new Map([
  [0x32, signature(20, () => [])],
  [0x33, createCoin],
  [0x34, bytesAssertion('ASSERT_COIN_CONSUMED')],
  [0x35, bytesAssertion('ASSERT_MY_COIN_ID')],
  [0x36, integerAssertion('ASSERT_TIME_EXCEEDS')],
  [0x37, integerAssertion('ASSERT_BLOCK_INDEX_EXCEEDS')],
  [0x38, integerAssertion('ASSERT_BLOCK_AGE_EXCEEDS')],
  [0x39, signature(0, ({ coinName }) => [coinName])],
  [0x3a, reserveFee],
]);

/** The code of an opcode of exactly one byte, if it has an effect. */
export const codeOf = (opcode: Uint8Array): ConditionCode | undefined =>
  opcode.length === 1 ? CODES.get(opcode[0] ?? 0) : undefined;
