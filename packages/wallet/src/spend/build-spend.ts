import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { bls } from '@salvia/bls';
import { type Coin, coinName, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { WalletError } from '../errors.ts';
import type { SpendKey } from '../keys.ts';
import type { Payment, TransactionOutput } from '../state/api.ts';
import { type Bond, conditionWriters } from './conditions.ts';
import { checkCost, costOfBundle } from './cost.ts';
import type { SpendNetwork } from './network.ts';
import { checkDistinct, checkPayments, checkRange } from './payments.ts';
import { type StandardSpend, signStandardSpend, standardSolution } from './standard-spend.ts';

export interface SpendRequest {
  readonly network: SpendNetwork;
  /** To be spent, all of them, in this order. Each has the standard puzzle. */
  readonly coins: readonly Coin[];
  readonly outputs: readonly Payment[];
  /** Mojo, 0 or more. */
  readonly fee: bigint;
  /** Puzzle hash that gets what is left, 32 bytes; not used if nothing is. */
  readonly change: Uint8Array;
  /** Name of the coin that makes the outputs; the first one by default. */
  readonly origin?: Uint8Array;
  /** The key of a coin's puzzle hash; `undefined` if it is not ours. */
  keyOf(puzzleHash: Uint8Array): SpendKey | undefined;
  /** The least that a payment may have, in mojo; DUST_LIMIT by default. */
  readonly dustLimit?: bigint;
}

/** A transaction, made and signed. */
export interface BuiltSpend {
  /** 32 bytes */
  readonly id: Uint8Array;
  readonly bundle: SpendBundle;
  /** Names of the coins that it spends, in order. */
  readonly inputs: readonly Uint8Array[];
  /** The payments in their order, then the change, if there is any. */
  readonly outputs: readonly TransactionOutput[];
  /** Mojo: the sum of the payments. */
  readonly amount: bigint;
  readonly fee: bigint;
  /** Mojo that go back; 0 if nothing is left. */
  readonly change: bigint;
  /** What it costs full nodes, at most. */
  readonly cost: bigint;
}

interface Input {
  readonly name: Uint8Array;
  readonly coin: Coin;
  readonly key: SpendKey;
}

/**
 * Makes and signs a transaction (wallet 6). One coin, the origin, makes all outputs and the change, and reserves the
 * fee; the others are bound to it, so that all are spent together or none. Nothing is random: the same request gives
 * the same bundle.
 * @throws WalletError what `checkPayments` throws; NO_COINS, DUPLICATE_COIN, ORIGIN_NOT_AMONG_COINS, NO_KEY,
 *   COINS_TOO_LITTLE, AMOUNT_OUT_OF_RANGE (change), BUNDLE_TOO_COSTLY
 */
export function buildSpend(request: SpendRequest): BuiltSpend {
  const { network, fee } = request;
  const need = checkPayments(request.outputs, fee, request);
  const inputs = inputsOf(request);
  const origin = originOf(inputs, request.origin);
  const change = changeOf(inputs, need, network);
  const outputs = outputsOf(request, change, origin.name);
  const spends = spendsOf(inputs, origin, outputs, request);
  const coinSolutions = spends.map((spend) => standardSolution(spend, network.coinRules));
  const cost = costOfBundle(
    coinSolutions.map(({ solution }, at) => ({
      solution,
      puzzleSize: inputs[at]?.key.puzzle.length ?? 0,
      creates: inputs[at] === origin ? outputs.length : 0,
    })),
    network,
  );
  checkCost(cost, network);
  const aggregatedSignature = bls().aggregate(spends.map((spend) => signStandardSpend(spend, network)));
  const bundle = { coinSolutions, aggregatedSignature };
  return {
    id: spendBundleName(bundle),
    bundle,
    inputs: inputs.map(({ name }) => name),
    outputs,
    amount: need - fee,
    fee,
    change,
    cost,
  };
}

function inputsOf({ coins, keyOf }: SpendRequest): readonly Input[] {
  const seen = new Set<string>();
  return coins.map((coin) => {
    const name = coinName(coin);
    const text = bytesToHex(name);
    if (seen.has(text)) throw new WalletError('DUPLICATE_COIN', { name: text });
    seen.add(text);
    const key = keyOf(coin.puzzleHash);
    if (key === undefined) throw new WalletError('NO_KEY', { puzzleHash: bytesToHex(coin.puzzleHash) });
    return { name, coin, key };
  });
}

function originOf(inputs: readonly Input[], wanted: Uint8Array | undefined): Input {
  const [first] = inputs;
  if (first === undefined) throw new WalletError('NO_COINS', {});
  if (wanted === undefined) return first;
  const origin = bytesToHex(wanted);
  const found = inputs.find(({ name }) => bytesToHex(name) === origin);
  if (found === undefined) throw new WalletError('ORIGIN_NOT_AMONG_COINS', { origin });
  return found;
}

function changeOf(inputs: readonly Input[], need: bigint, { constants }: SpendNetwork): bigint {
  const sum = inputs.reduce((worth, { coin }) => worth + coin.amount, 0n);
  if (sum < need) throw new WalletError('COINS_TOO_LITTLE', { need, sum });
  checkRange('change', sum - need, 0n, constants);
  return sum - need;
}

function outputsOf(request: SpendRequest, change: bigint, parentCoinInfo: Uint8Array): readonly TransactionOutput[] {
  const payments = request.outputs.map((output) => ({ ...output, change: false }));
  const back = change === 0n ? [] : [{ puzzleHash: request.change, amount: change, change: true }];
  const all: readonly (Payment & { readonly change: boolean })[] = [...payments, ...back];
  checkDistinct(all);
  return all.map(({ puzzleHash, amount, memos = [], change: isChange }) => {
    const coin = { parentCoinInfo, puzzleHash, amount };
    return { name: coinName(coin), coin, change: isChange, memos };
  });
}

/** A coin by itself needs no bond: its own signature covers all that it does. */
function spendsOf(
  inputs: readonly Input[],
  origin: Input,
  outputs: readonly TransactionOutput[],
  { network, fee }: SpendRequest,
): readonly StandardSpend[] {
  const write = conditionWriters[network.coinRules];
  const digest = sha256(concatBytes(...inputs.map(({ name }) => name), ...outputs.map(({ name }) => name)));
  const bond: Bond = { origin: origin.name, digest };
  const made = [
    ...outputs.map(({ coin: { puzzleHash, amount }, memos }) => write.createCoin({ puzzleHash, amount, memos })),
    ...(fee === 0n ? [] : [write.reserveFee(fee)]),
    ...write.bindOrigin(bond, inputs.length),
  ];
  return inputs.map((input) => ({
    coin: input.coin,
    key: input.key,
    conditions: input === origin ? made : write.bindOther(bond, input.name),
  }));
}
