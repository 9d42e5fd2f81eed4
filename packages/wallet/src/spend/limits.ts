import { type ClvmNode, standardPuzzle, standardPuzzleBeta18 } from '@salvia/clvm';
import type { Payment } from '../state/api.ts';
import { conditionWriters } from './conditions.ts';
import { checkCost, costOfBundle, costOfSpend, mostCost } from './cost.ts';
import type { SpendNetwork } from './network.ts';
import { solutionProgram } from './standard-spend.ts';

/** With more, bundles are hundreds of kilobytes long, and full nodes take seconds to check them. */
const MOST_COINS = 500;

const HASH = new Uint8Array(32).fill(0xff);
const KEY = new Uint8Array(48).fill(0xff);
const BOND = { origin: HASH, digest: HASH };
/** As long as amounts get. */
const AMOUNT = (1n << 64n) - 1n;

/**
 * How many coins a transaction with these outputs, a fee and change can spend: at most 500, and no more than full nodes
 * take for its cost. At least one.
 * @throws WalletError BUNDLE_TOO_COSTLY if the outputs alone cost too much
 */
export function mostCoins(outputs: readonly Payment[], network: Pick<SpendNetwork, 'coinRules' | 'constants'>): number {
  const write = conditionWriters[network.coinRules];
  const created = [...outputs, { puzzleHash: HASH, amount: AMOUNT }];
  const origin = placeholder(network, created.length, [
    ...created.map((output) => write.createCoin(output)),
    write.reserveFee(AMOUNT),
    ...write.bindOrigin(BOND, 2),
  ]);
  const other = placeholder(network, 0, write.bindOther(BOND, HASH));
  const cost = costOfBundle([origin], network);
  checkCost(cost, network);
  const others = (mostCost(network) - cost) / costOfSpend(other, network);
  return Math.min(MOST_COINS, 1 + Number(others));
}

/** A spend of the size that it will have. */
function placeholder({ coinRules }: Pick<SpendNetwork, 'coinRules'>, creates: number, conditions: readonly ClvmNode[]) {
  const puzzle = coinRules === 'beta18' ? standardPuzzleBeta18(KEY) : standardPuzzle(KEY);
  return { solution: solutionProgram(puzzle, conditions, coinRules), puzzleSize: puzzle.length, creates };
}
