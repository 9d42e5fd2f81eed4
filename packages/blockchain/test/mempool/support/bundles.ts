import { bls, g2Identity, keyGen } from '@salvia/bls';
import { type ClvmNode, type CoinRules, intToAtom, listNode, listProgram, treeHash, writeProgram } from '@salvia/clvm';
import { type Coin, type CoinSolution, coinName, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { concat } from '../../../src/consensus/bytes.ts';
import { SETTINGS } from '../../consensus/support/farm.ts';
import { fill, toHex } from '../../consensus/support/hex.ts';

/*
 * Bundles under either coin rules. All coins have the puzzle that takes its conditions from the solution: the program `1`.
 */

export const PUZZLE = Uint8Array.of(1);
export const PUZZLE_HASH = treeHash(PUZZLE);

const secretKey = keyGen(fill(0x4b));
export const PUBLIC_KEY = bls().publicKey(secretKey);

/** A coin of its own for each number. */
export const coinOf = (number: number, amount = 1_000_000_000n): Coin => ({
  parentCoinInfo: Uint8Array.from({ length: 32 }, (_, at) => (number >> (8 * (at % 4))) & 0xff),
  puzzleHash: PUZZLE_HASH,
  amount,
});

/** Any list whose first item is a code. */
export const condition = (code: number, ...items: readonly (Uint8Array | bigint)[]): ClvmNode =>
  listNode(Uint8Array.of(code), ...items.map((item) => (typeof item === 'bigint' ? intToAtom(item) : item)));

export const createCoin = (amount: bigint, puzzleHash: Uint8Array = PUZZLE_HASH): ClvmNode =>
  condition(51, puzzleHash, amount);

export interface TestSpend {
  readonly coin: Coin;
  readonly conditions?: readonly ClvmNode[];
  /** Serialized; the coins' own by default. */
  readonly puzzle?: Uint8Array;
}

/** Under both rules 50 is the condition that a key has signed; today the message gets the coin's name and the genesis hash. */
const AGG_SIG = 50;

/** A bundle whose every spend wants a signature, and has it. */
export function signedBundle(spends: readonly TestSpend[], coinRules: CoinRules): SpendBundle {
  const messages = spends.map(({ coin }, at) => concat(coinName(coin), Uint8Array.of(at)));
  const bound = messages.map((message, at) => {
    const { coin } = spends[at] as TestSpend;
    return coinRules === 'mainnet' ? concat(message, coinName(coin), SETTINGS.genesisHash) : message;
  });
  return {
    coinSolutions: spends.map((spend, at) =>
      solutionOf(spend, condition(AGG_SIG, PUBLIC_KEY, messages[at] as Uint8Array)),
    ),
    aggregatedSignature: bls().aggregate(bound.map((message) => bls().sign(secretKey, message))),
  };
}

/** A bundle that needs no signature; today it is valid. */
export const unsignedBundle = (
  spends: readonly TestSpend[],
  aggregatedSignature: Uint8Array = g2Identity(),
): SpendBundle => ({ coinSolutions: spends.map((spend) => solutionOf(spend)), aggregatedSignature });

function solutionOf({ coin, conditions = [], puzzle = PUZZLE }: TestSpend, ...more: ClvmNode[]): CoinSolution {
  return { coin, solution: listProgram(puzzle, writeProgram(listNode(...conditions, ...more))) };
}

/** A bundle that spends a coin and leaves a fee. */
export const paying = (coin: Coin, fee: bigint): TestSpend => ({ coin, conditions: [createCoin(coin.amount - fee)] });

export const nameOf = (bundle: SpendBundle): string => toHex(spendBundleName(bundle));
