import { expect } from '@jest/globals';
import { bls } from '@salvia/bls';
import {
  type CoinLanguage,
  type CoinRules,
  type Condition,
  createCoinLanguage,
  failedAssertion,
  type GeneratorRun,
  gatherSpends,
  writeGenerator,
} from '@salvia/clvm';
import { masterKeyOf } from '@salvia/keychain';
import { type Coin, coinName, defaultConstants, type SpendBundle } from '@salvia/protocol';
import fc from 'fast-check';
import { createKeyRing, type KeyRing, mostCost, type SpendNetwork } from '../../../src/index.ts';

export const RULES = ['mainnet', 'beta18'] as const;

const GENESIS = new Uint8Array(32).fill(0x11);

export const networkOf = (coinRules: CoinRules, genesisHash = GENESIS): SpendNetwork => ({
  coinRules,
  constants: defaultConstants(coinRules),
  genesisHash,
});

const master = masterKeyOf(`${'abandon '.repeat(23)}art`);
export const rings: { readonly [Rules in CoinRules]: KeyRing } = {
  mainnet: createKeyRing(master, 'mainnet'),
  beta18: createKeyRing(master, 'beta18'),
};

/** How many of its keys the tests use. */
export const KEYS = 4;

/** The key of one of the first puzzle hashes. */
export const keyOf = (coinRules: CoinRules) => (puzzleHash: Uint8Array) => {
  const ring = rings[coinRules];
  for (let index = 0; index < KEYS; index++) {
    if (Buffer.compare(ring.key(index).puzzleHash, puzzleHash) === 0) return ring.spendKey(index);
  }
  return undefined;
};

/** A coin of one of the first keys, of its own for each number. */
export const coinOf = (coinRules: CoinRules, number: number, amount: bigint): Coin => ({
  parentCoinInfo: Uint8Array.from({ length: 32 }, (_, at) => (number >> (8 * (at % 4))) & 0xff),
  puzzleHash: rings[coinRules].key(number % KEYS).puzzleHash,
  amount,
});

export const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
export const coinRules = fc.constantFrom(...RULES);

const languages = new Map<SpendNetwork, CoinLanguage>();

/** As full nodes run programs of their mempool. */
function languageOf(network: SpendNetwork): CoinLanguage {
  const known = languages.get(network);
  if (known !== undefined) return known;
  const { coinRules: rules, genesisHash, constants } = network;
  const costRatio = constants.CLVM_COST_RATIO_CONSTANT;
  const made = createCoinLanguage({ coinRules: rules, genesisHash, costRatio, g1: bls() });
  languages.set(network, made);
  return made;
}

/** Runs a bundle at the cost that full nodes allow. */
export function run({ coinSolutions }: SpendBundle, network: SpendNetwork): GeneratorRun {
  const listed = coinSolutions.map(({ coin, solution }) => ({ coinName: coinName(coin), solution }));
  const generator = writeGenerator(listed, network.coinRules);
  const ran = languageOf(network).runGenerator(generator, { maxCost: mostCost(network), strict: true });
  if ('error' in ran) throw new Error(`${ran.error}: ${ran.detail}`);
  return ran;
}

export type Kind<K extends Condition['kind']> = Extract<Condition, { readonly kind: K }>;

export const ofKind = <K extends Condition['kind']>(ran: GeneratorRun, kind: K): readonly Kind<K>[] =>
  ran.spends.flatMap(({ conditions }) => conditions.filter((one): one is Kind<K> => one.kind === kind));

/** Whether the aggregate signature is the one that the conditions ask for. */
export function verifies({ aggregatedSignature }: SpendBundle, ran: GeneratorRun): boolean {
  const asked = ofKind(ran, 'signature');
  return bls().aggregateVerify(
    asked.map(({ publicKey }) => publicKey),
    asked.map(({ message }) => message),
    aggregatedSignature,
  );
}

/** What coins assert of each other and does not hold. */
export function failures({ coinSolutions }: SpendBundle, ran: GeneratorRun): readonly string[] {
  const together = gatherSpends(ran.spends);
  return ran.spends.flatMap((spend, at) => {
    const { coin } = coinSolutions[at] as SpendBundle['coinSolutions'][number];
    const spent = {
      name: coinName(coin),
      parentName: coin.parentCoinInfo,
      puzzleHash: coin.puzzleHash,
      amount: coin.amount,
      confirmedHeight: 1,
      confirmedTimestamp: 0n,
    };
    return failedAssertion(spend, { coin: spent, together, height: 2, timestamp: 0n, nowMs: 0 }) ?? [];
  });
}

export const failure = (code: string, context: Readonly<Record<string, unknown>> = {}) =>
  expect.objectContaining({ name: 'WalletError', code, context: expect.objectContaining(context) });
