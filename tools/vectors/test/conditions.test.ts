import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { bls } from '@salvia/bls';
import {
  createCoinLanguage,
  type GeneratorFailure,
  type GeneratorRun,
  listProgram,
  pairProgram,
  treeHash,
  writeGenerator,
} from '@salvia/clvm';
import { coinName, FullBlock, SpendBundle, spendBundleName } from '@salvia/protocol';
import { deviationFor, readVector } from '../src/index.ts';
import { goldenChain } from './chain-support/shapes.ts';
import { expectedConditions, hasNegativeFee } from './conditions-support/expected.ts';
import {
  blockConditions,
  conditionsFile,
  type RecordedBundle,
  type RecordedCoin,
  type RecordedCondition,
  type RecordedList,
} from './conditions-support/shapes.ts';

const FILE = 'reference/conditions.json.gz';
const data = conditionsFile.parse(readVector(FILE));
const numbered = <T>(rows: readonly T[]) => rows.map((row, index) => ({ index, row }));

const MAX_BLOCK_COST_CLVM = 225_359_496n;
/** The coin that lists of conditions were read for. */
const COIN = new Uint8Array(32).fill(7);

function run(generator: Uint8Array, costRatio: number): GeneratorRun | GeneratorFailure {
  const language = createCoinLanguage({ coinRules: 'beta18', genesisHash: new Uint8Array(32), costRatio, g1: bls() });
  return language.runGenerator(generator, { maxCost: MAX_BLOCK_COST_CLVM, strict: false });
}

function succeed(generator: Uint8Array, costRatio: number): GeneratorRun {
  const result = run(generator, costRatio);
  if ('error' in result) throw new Error(`${result.error}: ${result.detail}`);
  return result;
}

const spendOf = (solution: Uint8Array): Uint8Array => writeGenerator([{ coinName: COIN, solution }], 'beta18');

/** The coins that a run creates, as the data has them. */
const created = ({ spends }: GeneratorRun): RecordedCoin[] =>
  spends.flatMap((spend) =>
    spend.conditions.flatMap((condition) =>
      condition.kind === 'createCoin'
        ? [
            {
              parent_coin_info: bytesToHex(spend.coinName),
              puzzle_hash: bytesToHex(condition.puzzleHash),
              amount: condition.amount,
            },
          ]
        : [],
    ),
  );

/** Pairs of key and message in hex, in an order of their own. */
const signaturePairs = ({ spends }: GeneratorRun): string[] =>
  spends
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) =>
      condition.kind === 'signature' ? [`${bytesToHex(condition.publicKey)} ${bytesToHex(condition.message)}`] : [],
    )
    .sort();

/** Whether fees below zero make the difference; for the table of deviations. */
const verdictFor = (conditions: readonly RecordedCondition[]): string | undefined =>
  deviationFor(FILE, { negativeFee: hasNegativeFee(conditions) })?.verdict;

/** The error that consensus 8.7 gives what the reference raises for. */
const ERRORS: Readonly<Record<string, string>> = { EvalError: 'SEXP_ERROR', IndexError: 'INVALID_CONDITION' };

function recordedError(row: RecordedList): string | undefined {
  const { exception, error, created_exception: coins, signature_pairs_exception: signatures } = row;
  if (exception !== undefined) return ERRORS[exception] ?? exception;
  if (error !== undefined) return error;
  return coins !== undefined || signatures !== undefined ? 'INVALID_CONDITION' : undefined;
}

const unnamed = (row: RecordedList): RecordedCondition[] =>
  (row.conditions ?? []).map(([opcode, , first, second]) => [opcode, first, second]);

describe('lists of conditions', () => {
  test.each(data.parse)('$note', (row) => {
    const quoted = listProgram(Uint8Array.of(1), hexToBytes(row.program));
    const result = run(spendOf(listProgram(quoted, Uint8Array.of(0x80))), data.cost_ratio);
    const error = recordedError(row) ?? verdictFor(unnamed(row));
    if (error !== undefined) {
      expect(result).toEqual({ error, detail: expect.any(String) });
      return;
    }
    const valid = result as GeneratorRun;
    expect(valid.spends).toHaveLength(1);
    expect(valid.spends[0]?.conditions).toEqual(expectedConditions(unnamed(row), COIN));
    expect(created(valid)).toEqual(row.created);
    expect(signaturePairs(valid)).toEqual((row.signature_pairs ?? []).map((pair) => pair.join(' ')).sort());
  });
});

describe('puzzles', () => {
  test.each(numbered(data.runs))('run $index', ({ row }) => {
    const solution = listProgram(hexToBytes(row.puzzle), hexToBytes(row.solution));
    expect(bytesToHex(solution)).toBe(row.pair);
    const result = run(spendOf(solution), 0);
    const verdict = verdictFor(row.conditions);
    if (verdict !== undefined) {
      expect(result).toEqual({ error: verdict, detail: expect.any(String) });
      return;
    }
    expect(result).toEqual({
      // The generator itself is a quote.
      cost: 1n + row.cost,
      spends: [
        {
          coinName: COIN,
          puzzleHash: hexToBytes(row.puzzle_hash),
          conditions: expectedConditions(row.conditions, COIN),
        },
      ],
    });
  });
});

/** What a bundle's spends leave of what they spend. */
function feesOf(bundle: SpendBundle, { additions }: RecordedBundle): bigint {
  const spent = bundle.coinSolutions.reduce((sum, { coin }) => sum + coin.amount, 0n);
  return spent - additions.reduce((sum, { amount }) => sum + amount, 0n);
}

describe('bundles as programs of a block', () => {
  test.each(numbered(data.bundles))('bundle $index', ({ row }) => {
    const bundle = SpendBundle.decode(hexToBytes(row.bundle));
    const spends = bundle.coinSolutions.map(({ coin, solution }) => ({ coinName: coinName(coin), solution }));
    const generator = writeGenerator(spends, 'beta18');
    expect(bytesToHex(spendBundleName(bundle))).toBe(row.name);
    expect(bytesToHex(generator)).toBe(row.generator);
    expect(bytesToHex(treeHash(generator))).toBe(row.generator_hash);

    const result = succeed(generator, data.cost_ratio);
    expect(result.cost).toBe(row.cost);
    expect(succeed(generator, 1).cost).toBe(row.cost_ratio_1);
    expect(succeed(generator, 0).cost).toBe(row.run_cost);
    expect(result.spends.map((spend) => bytesToHex(spend.coinName))).toEqual(row.removals);
    expect(created(result)).toEqual(row.additions);
    expect(created(result)).toEqual(row.generator_additions);
    expect(feesOf(bundle, row)).toBe(row.fees);
  });

  test('a generator may be written in a longer form; it costs what the shortest does', () => {
    for (const { generator, cost } of data.bundles) {
      // The quote's 01 with a length prefix.
      const longer = pairProgram(Uint8Array.of(0x81, 1), hexToBytes(generator).subarray(2));
      expect(succeed(longer, data.cost_ratio).cost).toBe(cost);
    }
  });
});

describe('programs of recorded blocks', () => {
  const chain = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const ratio = Number(chain.constants['CLVM_COST_RATIO_CONSTANT']);
  const withPrograms = chain.blocks.flatMap(({ id, bytes, generator }) =>
    generator === undefined ? [] : [{ id, generator, block: FullBlock.decode(hexToBytes(bytes)) }],
  );

  test('there are some', () => {
    expect(withPrograms.length).toBeGreaterThan(10);
  });

  test.each(withPrograms)('$id', ({ generator, block }) => {
    const program = block.transactionsGenerator ?? new Uint8Array();
    const result = succeed(program, ratio);
    expect(result.cost).toBe(generator.cost);
    expect(succeed(program, 0).cost).toBe(generator.run_cost);
    expect(result.spends.map((spend) => bytesToHex(spend.coinName))).toEqual(generator.removals);
    expect(result.spends.map((spend) => bytesToHex(spend.puzzleHash))).toEqual(generator.puzzle_hashes);
    expect(created(result)).toEqual(generator.additions);
    const recorded = blockConditions
      .parse(generator.conditions)
      .map((opcodes) =>
        opcodes.flatMap(([opcode, list]) =>
          list.map(([first, second]): RecordedCondition => [opcode, first, second ?? null]),
        ),
      );
    expect(result.spends.map(({ conditions }) => conditions)).toEqual(
      result.spends.map((spend, at) => expectedConditions(recorded[at] ?? [], spend.coinName)),
    );
    expect(recorded).toHaveLength(result.spends.length);
  });
});
