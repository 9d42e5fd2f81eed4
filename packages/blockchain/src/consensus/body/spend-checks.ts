import { type GeneratorFailure, type GeneratorRun, reserveFeeError } from '@salvia/clvm';
import type { Constants, ErrorName, FullBlock } from '@salvia/protocol';
import { equalBytes } from '../bytes.ts';
import { nameOf } from '../coin-name.ts';
import { additionsRoot, removalsRoot } from '../coin-roots.ts';
import { BASE_FARMER_FEE, rewardCoins } from '../rewards.ts';
import {
  additionsOf,
  amountsInRange,
  coinFault,
  coinFinder,
  type FoundCoin,
  failedCondition,
  hasDuplicates,
  puzzlesMatch,
  removalsOf,
  reservedFees,
  sumOf,
} from '../spends/index.ts';
import { transactionsFilter } from '../transactions-filter.ts';
import type { Verifier } from '../verifier.ts';
import { allSigned } from './all-signed.ts';
import type { BodyInput } from './input.ts';
import { type Spends, viewOf } from './spends.ts';

/** One row of consensus 8.3. */
export interface SpendCheck {
  readonly name: string;
  /** The error of a block that fails it. */
  failure(input: BodyInput, spends: Spends): ErrorName | null | Promise<ErrorName | null>;
}

const unless = (holds: boolean, error: ErrorName): ErrorName | null => (holds ? null : error);

/** What a body with a generator must satisfy besides (consensus 8.3): in this order, the first that fails is the verdict. */
export const SPEND_CHECKS: readonly SpendCheck[] = [
  { name: 'T1', failure: runProgram },
  { name: 'T2', failure: (_input, { exhausted }) => unless(!exhausted, 'BLOCK_COST_EXCEEDS_MAX') },
  { name: 'T3', failure: ({ view }) => unless(view !== null, 'EXTENDS_UNKNOWN_BLOCK') },
  { name: 'T4', failure: findAdditions },
  {
    name: 'T5',
    failure: ({ block: { header } }, { additions }) =>
      unless(
        equalBytes(additionsRoot([...additions, ...rewardCoins(header.data)]), header.data.additionsRoot),
        'BAD_ADDITION_ROOT',
      ),
  },
  {
    name: 'T6',
    failure: ({ block: { header } }, { removals }) =>
      unless(equalBytes(removalsRoot(removals), header.data.removalsRoot), 'BAD_REMOVAL_ROOT'),
  },
  {
    // The filter's hash was compared with the header's before (B1).
    name: 'T7',
    failure: ({ block: { header, transactionsFilter: filter } }, { additions, removals }) =>
      unless(
        equalBytes(transactionsFilter(header.data, additions, removals), filter),
        'INVALID_TRANSACTIONS_FILTER_HASH',
      ),
  },
  {
    name: 'T8',
    failure: (_input, { additions }) => unless(!hasDuplicates(additions.map(nameOf)), 'DUPLICATE_OUTPUT'),
  },
  { name: 'T9', failure: (_input, { removals }) => unless(!hasDuplicates(removals), 'DOUBLE_SPEND') },
  { name: 'T10', failure: findCoins },
  { name: 'T11', failure: (_input, spends) => unless(feesOf(spends) >= 0n, 'MINTING_COIN') },
  {
    name: 'T12',
    failure: ({ coinRules }, spends) => unless(feesOf(spends) >= reservedFees(spends.run), reserveFeeError(coinRules)),
  },
  {
    name: 'T13',
    failure: ({ block: { header } }, spends) =>
      unless(feesOf(spends) + BASE_FARMER_FEE === header.data.totalTransactionFees, 'BAD_COINBASE_REWARD'),
  },
  { name: 'T14', failure: (_input, { run, coins }) => unless(puzzlesMatch(run, coins), 'WRONG_PUZZLE_HASH') },
  { name: 'T15', failure: (input, { run, coins }) => failedCondition(run, coins, viewOf(input), input.nowMs) },
  {
    name: 'T16',
    failure: async ({ block, verifier }, { run }) =>
      unless(await allSigned(block, run, verifier), 'BAD_AGGREGATE_SIGNATURE'),
  },
];

/** The program of a block that has one, under the block's limit. */
export function runBlockProgram(
  { transactionsGenerator }: FullBlock,
  { MAX_BLOCK_COST_CLVM: maxCost }: Pick<Constants, 'MAX_BLOCK_COST_CLVM'>,
  verifier: Verifier,
): Promise<GeneratorRun | GeneratorFailure> {
  return verifier.runGenerator(transactionsGenerator ?? new Uint8Array(), { maxCost, strict: false });
}

/** A program that would exceed the block's limit is stopped there, which is for the next row to tell. */
async function runProgram({ block, constants, verifier }: BodyInput, spends: Spends): Promise<ErrorName | null> {
  const run = await runBlockProgram(block, constants, verifier);
  if ('error' in run) {
    spends.exhausted = run.error === 'BLOCK_COST_EXCEEDS_MAX';
    return spends.exhausted ? null : run.error;
  }
  spends.run = run;
  spends.removals = removalsOf(run);
  return null;
}

function findAdditions({ constants }: BodyInput, spends: Spends): ErrorName | null {
  if (!amountsInRange(spends.run, constants)) return 'COIN_AMOUNT_EXCEEDS_MAXIMUM';
  spends.additions = additionsOf(spends.run);
  return null;
}

/** In the run's order: each coin must be there, unspent and free (consensus 8.4). */
function findCoins(input: BodyInput, spends: Spends): ErrorName | null {
  const view = viewOf(input);
  const find = coinFinder(spends.additions, view);
  const coins: FoundCoin[] = [];
  for (const name of spends.removals) {
    const coin = find(name);
    const fault = coinFault(coin, view.height + 1, input.constants);
    if (fault !== null) return fault;
    if (coin !== null) coins.push(coin);
  }
  spends.coins = coins;
  return null;
}

/** What the spent coins leave: negative if more is created than spent. */
function feesOf({ coins, additions }: Spends): bigint {
  return sumOf(coins) - sumOf(additions);
}
