import { isIdentity } from '@salvia/bls';
import { type ErrorName, type FullBlock, PoolTarget } from '@salvia/protocol';
import { equalBytes, sha256, ZERO_32 } from '../bytes.ts';
import { additionsRoot, removalsRoot } from '../coin-roots.ts';
import { BASE_FARMER_FEE, rewardCoins } from '../rewards.ts';
import { transactionsFilter } from '../transactions-filter.ts';
import type { Verifier } from '../verifier.ts';
import type { BodyInput } from './input.ts';

/** All that these rows look at. */
export type OwnInput = Pick<BodyInput, 'block' | 'verifier'>;

/** One row of consensus 8.1 or 8.2. */
export interface BodyCheck {
  readonly name: string;
  readonly error: ErrorName;
  passes(input: OwnInput): boolean | Promise<boolean>;
}

/** What all bodies must satisfy (consensus 8.1). */
export const COMMON_CHECKS: readonly BodyCheck[] = [
  {
    name: 'B1',
    error: 'INVALID_TRANSACTIONS_FILTER_HASH',
    passes: ({ block: { header, transactionsFilter: filter } }) => equalBytes(sha256(filter), header.data.filterHash),
  },
  {
    name: 'B2',
    error: 'INVALID_TRANSACTIONS_GENERATOR_HASH',
    passes: async ({ block: { header, transactionsGenerator: generator }, verifier }) => {
      const hash = generator === null ? ZERO_32 : await verifier.programHash(generator);
      return hash !== null && equalBytes(hash, header.data.generatorHash);
    },
  },
];

/** What a body without a generator must satisfy besides (consensus 8.2). */
export const EMPTY_BODY_CHECKS: readonly BodyCheck[] = [
  {
    name: 'E1',
    error: 'INVALID_BLOCK_FEE_AMOUNT',
    passes: ({ block: { header } }) => header.data.totalTransactionFees === BASE_FARMER_FEE,
  },
  {
    name: 'E2',
    error: 'BAD_ADDITION_ROOT',
    passes: ({ block: { header } }) => equalBytes(additionsRoot(rewardCoins(header.data)), header.data.additionsRoot),
  },
  {
    name: 'E3',
    error: 'BAD_REMOVAL_ROOT',
    passes: ({ block: { header } }) => equalBytes(removalsRoot([]), header.data.removalsRoot),
  },
  {
    // The filter must say what the block does, as it must in a block with a generator (T7); so it stands here.
    name: 'Q10',
    error: 'INVALID_TRANSACTIONS_FILTER_HASH',
    passes: ({ block: { header, transactionsFilter: filter } }) =>
      equalBytes(transactionsFilter(header.data, [], []), filter),
  },
  {
    name: 'E4',
    error: 'BAD_AGGREGATE_SIGNATURE',
    passes: ({ block, verifier }) => poolSignatureValid(block, verifier),
  },
];

/** The pool key signed the pool target. The identity would "sign" anything, so it is no pool key (Q2). */
export async function poolSignatureValid({ header, proofOfSpace }: FullBlock, verifier: Verifier): Promise<boolean> {
  const { poolTarget, aggregatedSignature } = header.data;
  if (isIdentity(proofOfSpace.poolPublicKey)) return false;
  return verifier.signature(proofOfSpace.poolPublicKey, PoolTarget.encode(poolTarget), aggregatedSignature);
}
