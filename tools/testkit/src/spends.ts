import { bls } from '@salvia/bls';
import { type ClvmNode, intToAtom, listNode, listProgram, treeHash, writeProgram } from '@salvia/clvm';
import { standardPuzzleForKey, syntheticSecretKey } from '@salvia/keychain';
import { type Coin, coinName, type SpendBundle } from '@salvia/protocol';

/*
 * Spends of standard coins under today's rules (wallet 2.5, coins.md), signed as a wallet signs them.
 */

/** A key and the standard puzzle that pays to it. */
export interface StandardKey {
  readonly secretKey: Uint8Array;
  /** Serialized. */
  readonly puzzle: Uint8Array;
  readonly puzzleHash: Uint8Array;
}

export function standardKey(secretKey: Uint8Array): StandardKey {
  const puzzle = standardPuzzleForKey(bls().publicKey(secretKey), 'mainnet');
  return { secretKey, puzzle, puzzleHash: treeHash(puzzle) };
}

const CREATE_COIN = 51;
const RESERVE_FEE = 52;
const ASSERT_HEIGHT_RELATIVE = 82;

const condition = (code: number, ...items: readonly ClvmNode[]): ClvmNode => listNode(Uint8Array.of(code), ...items);

/** The conditions that tests need most; any list whose first item is a code will do. */
export const conditions = {
  createCoin: (puzzleHash: Uint8Array, amount: bigint) => condition(CREATE_COIN, puzzleHash, intToAtom(amount)),
  reserveFee: (amount: bigint) => condition(RESERVE_FEE, intToAtom(amount)),
  assertHeightRelative: (blocks: bigint) => condition(ASSERT_HEIGHT_RELATIVE, intToAtom(blocks)),
};

export interface StandardSpend {
  readonly coin: Coin;
  readonly key: StandardKey;
  /** What the spend does; its fee is what it does not create anew. */
  readonly conditions: readonly ClvmNode[];
}

const QUOTE = Uint8Array.of(1);
const NIL_PROGRAM = Uint8Array.of(0x80);

/**
 * A transaction of standard spends, with one signature over all.
 * @param genesisHash 32 bytes: hash of the network's genesis header, to which signatures are bound
 */
export function spendBundle(spends: readonly StandardSpend[], genesisHash: Uint8Array): SpendBundle {
  const made = spends.map(({ coin, key, conditions: list }) => {
    const delegated: ClvmNode = { first: QUOTE, rest: listNode(...list) };
    const program = writeProgram(delegated);
    const message = Buffer.concat([treeHash(program), coinName(coin), genesisHash]);
    return {
      coinSolution: { coin, solution: listProgram(key.puzzle, listProgram(NIL_PROGRAM, program, NIL_PROGRAM)) },
      signature: bls().sign(syntheticSecretKey(key.secretKey), Uint8Array.from(message)),
    };
  });
  return {
    coinSolutions: made.map(({ coinSolution }) => coinSolution),
    aggregatedSignature: bls().aggregate(made.map(({ signature }) => signature)),
  };
}
