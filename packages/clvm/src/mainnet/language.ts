import { PAIR } from '../atom-encoding.ts';
import { ClvmError } from '../errors.ts';
import type { CoinLanguage, GeneratorFailure, GeneratorRun, LanguageOptions, RunOptions, Spend } from '../language.ts';
import { createKeyCheck } from '../public-keys.ts';
import { isShortestForm } from '../shortest-form.ts';
import { treeHash } from '../tree-hash.ts';
import { type Budget, createBudget } from './budget.ts';
import { readConditions } from './conditions.ts';
import { Refusal } from './refusal.ts';
import { runShortestForm } from './run-program.ts';
import { readSpendPrograms, type SpendPrograms } from './spend-programs.ts';

const QUOTE = 1;
/** What the interpreter charges for returning what is quoted. */
const QUOTE_COST = 20n;
const NIL_PROGRAM = Uint8Array.of(0x80);

/** Runs a program with what is left of the budget; a failure other than that is `error`. */
function runWithin(
  budget: Budget,
  program: Uint8Array,
  solution: Uint8Array,
  strict: boolean,
  error: GeneratorFailure['error'],
): Uint8Array {
  try {
    const limits = { maxCost: budget.left(), strict, maxValueSize: budget.valueBytesLeft() };
    const { cost, value } = runShortestForm(program, solution, limits);
    budget.charge(cost);
    budget.takeValueBytes(value.length);
    return value;
  } catch (failure) {
    if (!(failure instanceof ClvmError)) throw failure;
    throw new Refusal(failure.code === 'EVALUATION_FAILED' ? error : 'BLOCK_COST_EXCEEDS_MAX', failure.message);
  }
}

/** The spends that a generator lists. The form that producers write, `(q . list)`, is read where it is, at the cost of
 * running it; any other is run (coins.md, Generator 1). */
function spendsOf(generator: Uint8Array, budget: Budget, strict: boolean): readonly SpendPrograms[] {
  if (generator[0] === PAIR && generator[1] === QUOTE) {
    budget.charge(QUOTE_COST);
    return readSpendPrograms(generator, 2);
  }
  if (!isShortestForm(generator)) throw new Refusal('INVALID_COIN_SOLUTION', 'the generator is not in shortest form');
  return readSpendPrograms(runWithin(budget, generator, NIL_PROGRAM, strict, 'INVALID_COIN_SOLUTION'), 0);
}

/** Today's language (coins.md). */
export function createMainnetLanguage({ coinRules, genesisHash, g1 }: LanguageOptions): CoinLanguage {
  const isPublicKey = createKeyCheck((point) => g1.isValidG1(point));

  function runSpend({ coinName, puzzle, solution }: SpendPrograms, budget: Budget, strict: boolean): Spend {
    const puzzleHash = treeHash(puzzle);
    const value = runWithin(budget, puzzle, solution, strict, 'SEXP_ERROR');
    const context = { coinName, puzzleHash, genesisHash, isPublicKey };
    const conditions = readConditions(value, context, strict, (condition) => budget.chargeCondition(condition));
    return { coinName, puzzleHash, conditions };
  }

  function run(generator: Uint8Array, { maxCost, strict }: RunOptions): GeneratorRun {
    const budget = createBudget(maxCost);
    budget.chargeBytes(generator.length);
    const programs = spendsOf(generator, budget, strict);
    const spends = programs.map((program) => runSpend(program, budget, strict));
    return { cost: budget.spent(), spends };
  }

  return {
    coinRules,
    runGenerator(generator, options) {
      try {
        return run(generator, options);
      } catch (error) {
        if (error instanceof Refusal) return error.failure;
        throw error;
      }
    },
  };
}
