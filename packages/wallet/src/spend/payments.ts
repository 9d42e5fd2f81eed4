import { bytesToHex } from '@noble/hashes/utils.js';
import { WalletError } from '../errors.ts';
import type { Payment } from '../state/api.ts';
import type { SpendNetwork } from './network.ts';

/**
 * The least that a payment has, in mojo, unless told otherwise. A coin of less is a burden: to whom it is paid, as any
 * fee for spending it takes all of it, and to every full node, which keeps it. Change may be less, for it stays with
 * the payer.
 */
export const DUST_LIMIT = 1000n;

const PUZZLE_HASH_SIZE = 32;

export interface PaymentRules {
  readonly network: Pick<SpendNetwork, 'coinRules' | 'constants'>;
  /** The least that a payment may have, in mojo; DUST_LIMIT by default. */
  readonly dustLimit?: bigint;
}

/**
 * Checks what is to be paid, before coins are looked for.
 * @returns mojo that coins have to be worth: all amounts and the fee
 * @throws WalletError NO_OUTPUTS, BAD_PUZZLE_HASH, AMOUNT_OUT_OF_RANGE, DUST, MEMOS_NOT_SUPPORTED, DUPLICATE_OUTPUT
 */
export function checkPayments(outputs: readonly Payment[], fee: bigint, rules: PaymentRules): bigint {
  const { constants } = rules.network;
  if (outputs.length === 0) throw new WalletError('NO_OUTPUTS', {});
  for (const output of outputs) checkPayment(output, rules);
  checkRange('fee', fee, 0n, constants);
  checkDistinct(outputs);
  return outputs.reduce((sum, { amount }) => sum + amount, fee);
}

function checkPayment({ puzzleHash, amount, memos = [] }: Payment, rules: PaymentRules): void {
  const { coinRules, constants } = rules.network;
  const least = rules.dustLimit ?? DUST_LIMIT;
  if (puzzleHash.length !== PUZZLE_HASH_SIZE) throw new WalletError('BAD_PUZZLE_HASH', { bytes: puzzleHash.length });
  checkRange('amount', amount, 1n, constants);
  if (amount < least) throw new WalletError('DUST', { amount, least });
  if (memos.length > 0 && coinRules === 'beta18') throw new WalletError('MEMOS_NOT_SUPPORTED', { coinRules });
}

/** Amounts are below MAX_COIN_AMOUNT (consensus 8.3 T4). */
export function checkRange(
  field: 'amount' | 'fee' | 'change',
  amount: bigint,
  min: bigint,
  { MAX_COIN_AMOUNT }: Pick<SpendNetwork['constants'], 'MAX_COIN_AMOUNT'>,
): void {
  const max = MAX_COIN_AMOUNT - 1n;
  if (amount < min || amount > max) throw new WalletError('AMOUNT_OUT_OF_RANGE', { field, amount, min, max });
}

/** Throws DUPLICATE_OUTPUT. */
export function checkDistinct(outputs: readonly Pick<Payment, 'puzzleHash' | 'amount'>[]): void {
  const seen = new Set<string>();
  for (const { puzzleHash, amount } of outputs) {
    const key = `${bytesToHex(puzzleHash)}:${amount}`;
    if (seen.has(key)) throw new WalletError('DUPLICATE_OUTPUT', { puzzleHash: bytesToHex(puzzleHash), amount });
    seen.add(key);
  }
}
