import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { sameBytes } from '../assertion-rule.ts';
import type { AssertionName, Condition } from '../condition.ts';
import type { Arguments } from './arguments.ts';
import { Refusal } from './refusal.ts';

/** What conditions refer to beside their arguments. */
export interface ConditionContext {
  readonly coinName: Uint8Array;
  readonly puzzleHash: Uint8Array;
  readonly genesisHash: Uint8Array;
  /** Whether 48 bytes are a valid point other than the identity. */
  isPublicKey(bytes: Uint8Array): boolean;
}

/** Reads the arguments of a condition; `null` if it asks for nothing. Throws a Refusal. */
export type ConditionReader = (args: Arguments, context: ConditionContext) => Condition | null;

function signature(args: Arguments, context: ConditionContext, ...bound: readonly Uint8Array[]): Condition {
  const publicKey = args.publicKey();
  const message = args.message();
  if (!context.isPublicKey(publicKey)) throw new Refusal('INVALID_CONDITION', 'no valid public key');
  return { kind: 'signature', publicKey, message: concatBytes(message, ...bound) };
}

const endsWith = (bytes: Uint8Array, end: Uint8Array): boolean =>
  bytes.length >= end.length && sameBytes(bytes.subarray(bytes.length - end.length), end);

/** Such a message could have been made for AGG_SIG_ME of some coin. */
const aggSigUnsafe: ConditionReader = (args, context) => {
  const condition = signature(args, context);
  if (condition.kind === 'signature' && endsWith(condition.message, context.genesisHash)) {
    throw new Refusal('INVALID_CONDITION', 'a message that ends with the genesis hash');
  }
  return condition;
};

const announce = (author: Uint8Array, message: Uint8Array): Condition => ({
  kind: 'announce',
  id: sha256(concatBytes(author, message)),
});

const assertHash =
  (name: AssertionName): ConditionReader =>
  (args) => ({ kind: 'assert', name, value: args.hash() });

/** True as soon as a height or a time is reached: always, if that is negative. */
const assertReached =
  (name: AssertionName): ConditionReader =>
  (args) => {
    const value = args.integer();
    return value < 0n ? null : { kind: 'assert', name, value };
  };

/** True until a height or a time is reached: never, if that is negative. */
const assertBefore =
  (name: AssertionName): ConditionReader =>
  (args) => ({ kind: 'assert', name, value: args.integer() });

/** Today's conditions by their codes (coins.md, Conditions). */
export const CONDITION_READERS: ReadonlyMap<number, ConditionReader> = new Map<number, ConditionReader>([
  [1, () => null],
  [49, aggSigUnsafe],
  [50, (args, context) => signature(args, context, context.coinName, context.genesisHash)],
  // Whether the amount is in range is a check of its own, with a code of its own.
  [51, (args) => ({ kind: 'createCoin', puzzleHash: args.hash(), amount: args.integer() })],
  [52, (args) => ({ kind: 'reserveFee', amount: args.amount() })],
  [60, (args, { coinName }) => announce(coinName, args.message())],
  [61, assertHash('ASSERT_COIN_ANNOUNCEMENT')],
  [62, (args, { puzzleHash }) => announce(puzzleHash, args.message())],
  [63, assertHash('ASSERT_PUZZLE_ANNOUNCEMENT')],
  [64, assertHash('ASSERT_CONCURRENT_SPEND')],
  [65, assertHash('ASSERT_CONCURRENT_PUZZLE')],
  [70, assertHash('ASSERT_MY_COIN_ID')],
  [71, assertHash('ASSERT_MY_PARENT_ID')],
  [72, assertHash('ASSERT_MY_PUZZLEHASH')],
  [73, (args) => ({ kind: 'assert', name: 'ASSERT_MY_AMOUNT', value: args.amount() })],
  [80, assertReached('ASSERT_SECONDS_RELATIVE')],
  [81, assertReached('ASSERT_SECONDS_ABSOLUTE')],
  [82, assertReached('ASSERT_HEIGHT_RELATIVE')],
  [83, assertReached('ASSERT_HEIGHT_ABSOLUTE')],
  [84, assertBefore('ASSERT_BEFORE_SECONDS_RELATIVE')],
  [85, assertBefore('ASSERT_BEFORE_SECONDS_ABSOLUTE')],
  [86, assertBefore('ASSERT_BEFORE_HEIGHT_RELATIVE')],
  [87, assertBefore('ASSERT_BEFORE_HEIGHT_ABSOLUTE')],
]);

/** Codes that mean something on today's chain but nothing here: to ignore them would free coins that rely on them. */
export const REFUSED_CODES: ReadonlySet<number> = new Set([43, 44, 45, 46, 47, 48, 66, 67, 74, 75, 76, 90]);
