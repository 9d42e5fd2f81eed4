import { bytesToHex } from '@noble/hashes/utils.js';
import { bls, g2Identity } from '@salvia/bls';
import {
  type ClvmNode,
  createCoinLanguage,
  type GeneratorRun,
  intToAtom,
  listNode,
  listProgram,
  treeHash,
  writeGenerator,
  writeProgram,
} from '@salvia/clvm';
import { type Coin, coinName } from '@salvia/protocol';
import { additionsOf, type BlockSpends, removalsOf, sumOf } from '../../src/consensus/index.ts';
import { SETTINGS } from '../consensus/support/farm.ts';

/*
 * Spends under today's rules of coins that anybody may spend, which says most about blocks and least about wallets.
 */

const language = createCoinLanguage({ ...SETTINGS, coinRules: 'mainnet', g1: bls() });

const QUOTE = 1;
const REST = 6;
const CONS = 4;
const ENVIRONMENT = Uint8Array.of(1);

/** A puzzle whose solution is the list of its conditions: `(r (c (q . tag) 1))`. The tag makes its hash its own. */
export function freePuzzle(tag: number): Uint8Array {
  const quoted: ClvmNode = { first: Uint8Array.of(QUOTE), rest: Uint8Array.of(tag) };
  const pair = listNode(Uint8Array.of(CONS), quoted, ENVIRONMENT);
  return writeProgram(listNode(Uint8Array.of(REST), pair));
}

/** Tags of the puzzles that tests pay to: pool and farmer rewards, and coins that spends create. */
export const TAGS = { pool: 0x11, farmer: 0x22, left: 0x51, right: 0x52 } as const;

export const freeHash = (tag: number): Uint8Array => treeHash(freePuzzle(tag));

const TAG_BY_HASH = new Map(Object.values(TAGS).map((tag) => [bytesToHex(freeHash(tag)), tag]));

/** Any list whose first item is a code. */
export const condition = (code: number, ...items: readonly (Uint8Array | bigint)[]): ClvmNode =>
  listNode(Uint8Array.of(code), ...items.map((item) => (typeof item === 'bigint' ? intToAtom(item) : item)));

export const CREATE_COIN = 51;
export const createCoin = (tag: number, amount: bigint): ClvmNode => condition(CREATE_COIN, freeHash(tag), amount);

/** The coin that a spend of `parent` creates. */
export const childOf = (parent: Coin, tag: number, amount: bigint): Coin => ({
  parentCoinInfo: coinName(parent),
  puzzleHash: freeHash(tag),
  amount,
});

export interface FreeSpend {
  readonly coin: Coin;
  readonly conditions: readonly ClvmNode[];
  /** Serialized; by default the free puzzle that the coin pays to. */
  readonly puzzle?: Uint8Array;
}

/** A spend as a generator lists it. */
export function listedSpend({ coin, conditions, puzzle }: FreeSpend) {
  const tag = TAG_BY_HASH.get(bytesToHex(coin.puzzleHash)) ?? 0;
  const solution = listProgram(puzzle ?? freePuzzle(tag), writeProgram(listNode(...conditions)));
  return { coinName: coinName(coin), solution };
}

/** Spends as a block carries them; `signature` (96 bytes) is that of their own keys, by default nobody's. */
export function blockSpends(spends: readonly FreeSpend[], signature: Uint8Array = g2Identity()): BlockSpends {
  const generator = writeGenerator(spends.map(listedSpend), 'mainnet');
  const run = language.runGenerator(generator, { maxCost: 1n << 40n, strict: false });
  if ('error' in run) throw new Error(`${run.error}: ${run.detail}`);
  return { generator, aggregatedSignature: signature, ...effectsOf(run, spends) };
}

function effectsOf(run: GeneratorRun, spends: readonly FreeSpend[]) {
  const additions = additionsOf(run);
  const fees = sumOf(spends.map(({ coin }) => coin)) - sumOf(additions);
  return { additions, removals: removalsOf(run), fees, cost: run.cost };
}
