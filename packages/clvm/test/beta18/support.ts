import { evaluate } from '../../src/beta18/evaluate.ts';
import { atomOf } from '../../src/beta18/integers.ts';
import { Meter } from '../../src/beta18/meter.ts';
import { operatorTable } from '../../src/beta18/operators/table.ts';
import { Stopped } from '../../src/beta18/stopped.ts';
import {
  type ClvmNode,
  type CoinLanguage,
  createCoinLanguage,
  type GeneratorFailure,
  type GeneratorRun,
  type LanguageOptions,
  listNode,
  NIL,
  type Spend,
  writeGenerator,
  writeProgram,
} from '../../src/index.ts';

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const filled = (size: number, byte: number): Uint8Array => new Uint8Array(size).fill(byte);

/** MAX_BLOCK_COST_CLVM of the release. */
export const BLOCK_COST = 225_359_496n;

const ID = Uint8Array.of(0xc0, ...filled(47, 0));

/** A toy group: integers modulo 256, in the last byte of what begins like a point. */
export const pointOf = (value: number): Uint8Array =>
  value % 256 === 0 ? ID : Uint8Array.of(0x80, ...filled(46, 0), value % 256);

const valueOf = (point: Uint8Array): number => point[47] ?? 0;

export const toyG1: LanguageOptions['g1'] = {
  isValidG1: (point) => point.length === 48 && ((point[0] ?? 0) & 0x80) !== 0,
  multiplyG1Generator: (scalar) => pointOf(scalar[31] ?? 0),
  addPublicKeys: (points) => pointOf(points.reduce((sum, point) => sum + valueOf(point), 0)),
};

/** An atom, an integer, a list, or a tree that is there already. */
export type Item = ClvmNode | bigint | readonly Item[];

export function tree(item: Item): ClvmNode {
  if (typeof item === 'bigint') return atomOf(item);
  return Array.isArray(item) ? listNode(...(item as readonly Item[]).map(tree)) : (item as ClvmNode);
}

/** `(q value)` */
export const quote = (item: Item): Item => [1n, item];

export const program = (item: Item): Uint8Array => writeProgram(tree(item), 'beta18');

const operators = operatorTable(toyG1);

/** Value and cost, or the reason for which the run stopped. */
export function evaluated(
  item: Item,
  environment: Item = NIL,
  maxCost: bigint = BLOCK_COST,
): { readonly value: ClvmNode; readonly cost: number } | string {
  try {
    const meter = new Meter(maxCost);
    const value = evaluate(tree(item), tree(environment), operators, meter);
    return { value, cost: meter.spent };
  } catch (error) {
    if (error instanceof Stopped) return error.reason;
    throw error;
  }
}

export const languageWith = (costRatio: number, g1: LanguageOptions['g1'] = toyG1): CoinLanguage =>
  createCoinLanguage({ coinRules: 'beta18', genesisHash: filled(32, 0x11), costRatio, g1 });

export const COIN = filled(32, 0x22);

/** The generator that spends one coin with a puzzle and a solution. */
export const generatorOf = (puzzle: Item, solution: Item = NIL): Uint8Array =>
  writeGenerator([{ coinName: COIN, solution: program([puzzle, solution]) }], 'beta18');

export function succeeded(result: GeneratorRun | GeneratorFailure): GeneratorRun {
  if ('error' in result) throw new Error(`${result.error}: ${result.detail}`);
  return result;
}

const OPTIONS = { maxCost: BLOCK_COST, strict: false };

/** What running a generator ends with, without regard to its own size: the spends and the cost, or an error's name. */
export function spendsOf(generator: Uint8Array): readonly Spend[] | string {
  const result = languageWith(0).runGenerator(generator, OPTIONS);
  return 'error' in result ? result.error : result.spends;
}

/** The conditions of the one spend whose puzzle yields a list, or an error's name. */
export function conditionsOf(list: Item): Spend['conditions'] | string {
  const spends = spendsOf(generatorOf(quote(list)));
  return typeof spends === 'string' ? spends : (spends[0]?.conditions ?? []);
}
