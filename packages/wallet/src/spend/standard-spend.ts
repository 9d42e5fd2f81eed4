import { concatBytes } from '@noble/hashes/utils.js';
import { bls } from '@salvia/bls';
import {
  type ClvmNode,
  type CoinRules,
  listNode,
  listProgram,
  pairProgram,
  treeHash,
  writeProgram,
} from '@salvia/clvm';
import { type Coin, type CoinSolution, coinName } from '@salvia/protocol';
import type { SpendKey } from '../keys.ts';
import type { SpendNetwork } from './network.ts';

const QUOTE = Uint8Array.of(1);
const NIL = Uint8Array.of(0x80);

/** A coin to be spent by the standard puzzle, and what its spend says. */
export interface StandardSpend {
  readonly coin: Coin;
  readonly key: Pick<SpendKey, 'puzzle' | 'publicKey' | 'secretKey'>;
  /** As the coin rules write them. */
  readonly conditions: readonly ClvmNode[];
}

/** The program that yields the conditions: what is signed (wallet 2.2, `D`). */
function delegatedProgram(conditions: readonly ClvmNode[], coinRules: CoinRules): Uint8Array {
  const list = writeProgram(listNode(...conditions), coinRules);
  return coinRules === 'beta18' ? listProgram(QUOTE, list) : pairProgram(QUOTE, list);
}

/** `(puzzle solution)`; the solution is `(() D ())` today, `(D ())` in release 1.0b18 (wallet 2.5, item 3; 6, item 6). */
export function solutionProgram(puzzle: Uint8Array, conditions: readonly ClvmNode[], coinRules: CoinRules): Uint8Array {
  const delegated = delegatedProgram(conditions, coinRules);
  const solution = coinRules === 'beta18' ? listProgram(delegated, NIL) : listProgram(NIL, delegated, NIL);
  return listProgram(puzzle, solution);
}

export const standardSolution = ({ coin, key, conditions }: StandardSpend, coinRules: CoinRules): CoinSolution => ({
  coin,
  solution: solutionProgram(key.puzzle, conditions, coinRules),
});

/**
 * Signs one spend, 96 bytes. The message is the hash of the program that yields the conditions; today the coin's name
 * and the genesis hash follow (wallet 2.5, item 5).
 */
export function signStandardSpend(
  spend: StandardSpend,
  network: Pick<SpendNetwork, 'coinRules' | 'genesisHash'>,
): Uint8Array {
  const { coin, key, conditions } = spend;
  const hash = treeHash(delegatedProgram(conditions, network.coinRules));
  const message = network.coinRules === 'beta18' ? hash : concatBytes(hash, coinName(coin), network.genesisHash);
  return bls().sign(key.secretKey, message, key.publicKey);
}
