import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { type ClvmNode, type CoinRules, intToAtom, listNode } from '@salvia/clvm';
import type { Payment } from '../state/api.ts';

const condition = (code: number, ...args: readonly ClvmNode[]): ClvmNode => listNode(Uint8Array.of(code), ...args);

/** What coins of one bundle have to say of each other. */
export interface Bond {
  /** Name of the coin that makes the outputs, 32 bytes. */
  readonly origin: Uint8Array;
  /** H(names of all inputs in order ‖ names of all outputs in order), 32 bytes (wallet 6, item 9). */
  readonly digest: Uint8Array;
}

/** The conditions that a wallet writes, under one set of coin rules (wallet 2.3, coins.md). */
export interface ConditionWriter {
  createCoin(output: Payment): ClvmNode;
  /** That the bundle leaves at least so many mojo. */
  reserveFee(fee: bigint): ClvmNode;
  /** What the origin adds, so that none but these inputs make these outputs. */
  bindOrigin(bond: Bond, inputs: number): readonly ClvmNode[];
  /** What each other coin says, so that it is not spent without the origin and its outputs. */
  bindOther(bond: Bond, name: Uint8Array): readonly ClvmNode[];
}

/**
 * The origin announces what goes in and what comes out, and the others assert that it did. Signatures are bound to
 * their coins by AGG_SIG_ME.
 */
const mainnet: ConditionWriter = {
  createCoin: ({ puzzleHash, amount, memos = [] }) =>
    condition(51, puzzleHash, intToAtom(amount), ...(memos.length === 0 ? [] : [listNode(...memos)])),
  reserveFee: (fee) => condition(52, intToAtom(fee)),
  bindOrigin: ({ digest }, inputs) => (inputs === 1 ? [] : [condition(60, digest)]),
  bindOther: ({ origin, digest }) => [condition(61, sha256(concatBytes(origin, digest)))],
};

/**
 * Release 1.0b18 has no announcements, and its standard puzzle's signature does not cover the coin: it could be used
 * again for another coin of the same puzzle. So each coin asserts its own name, and the others that the origin is
 * spent too.
 */
const beta18: ConditionWriter = {
  createCoin: ({ puzzleHash, amount }) => condition(51, puzzleHash, intToAtom(amount)),
  reserveFee: (fee) => condition(58, intToAtom(fee)),
  bindOrigin: ({ origin }) => [condition(53, origin)],
  bindOther: ({ origin }, name) => [condition(52, origin), condition(53, name)],
};

export const conditionWriters: { readonly [Rules in CoinRules]: ConditionWriter } = { mainnet, beta18 };
