import type { CoinLanguage, GeneratorFailure, GeneratorRun, LanguageOptions, RunOptions, Spend } from '../language.ts';
import { type ClvmNode, type ClvmPair, isAtom, NIL } from '../node.ts';
import { createKeyCheck } from '../public-keys.ts';
import { readConditions } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { readGenerator } from './generator-program.ts';
import { Meter } from './meter.ts';
import { nodeHash } from './node-hash.ts';
import { operatorTable } from './operators/table.ts';
import { type RawSpend, readSpends } from './spends.ts';
import { Stopped } from './stopped.ts';

/** Work that a spend, and that hashing a pair or an atom, counts as. */
const SPEND_WORK = 128;
const NODE_WORK = 64;

/**
 * The language of release 1.0b18: CLVM 0.5.3, its condition codes and costs (consensus 8.7, 8.8 and appendix A). The
 * beta has no stricter mode: unknown operators always fail and unknown conditions are always ignored, so `strict` makes
 * no difference. Costs beyond 2^53 - 1 are too large whatever `maxCost` says.
 */
export function createBeta18Language({ costRatio, g1 }: LanguageOptions): CoinLanguage {
  const operators = operatorTable(g1);
  const isPublicKey = createKeyCheck((point) => g1.isValidG1(point));

  /** As `evaluate`; a program without meaning has the error of those whose program it is. */
  function evaluateAs(error: GeneratorFailure['error'], program: ClvmNode, environment: ClvmNode, meter: Meter) {
    try {
      return evaluate(program, environment, operators, meter);
    } catch (stopped) {
      if (stopped instanceof Stopped && stopped.reason === 'EVALUATION') throw new Stopped(error, stopped.message);
      throw stopped;
    }
  }

  function run(generator: Uint8Array, meter: Meter): readonly Spend[] {
    const { node, size } = readGenerator(generator);
    meter.charge(costRatio * size);
    const hashes = new Map<ClvmPair, Uint8Array>();
    const noteHashing = (part: ClvmNode) => meter.work(NODE_WORK + (isAtom(part) ? part.length : 0));

    const spend = ({ coinName: name, puzzle, solution }: RawSpend): Spend => {
      meter.work(SPEND_WORK);
      const coinName = name.slice();
      const value = evaluateAs('SEXP_ERROR', puzzle, solution, meter);
      const conditions = readConditions(value, costRatio, { coinName, meter, isPublicKey });
      return { coinName, puzzleHash: nodeHash(puzzle, noteHashing, hashes), conditions };
    };
    return Array.from(readSpends(evaluateAs('INVALID_COIN_SOLUTION', node, NIL, meter)), spend);
  }

  function runGenerator(generator: Uint8Array, { maxCost }: RunOptions): GeneratorRun | GeneratorFailure {
    try {
      const meter = new Meter(maxCost);
      const spends = run(generator, meter);
      return { cost: BigInt(meter.spent), spends };
    } catch (error) {
      if (!(error instanceof Stopped) || error.reason === 'EVALUATION') throw error;
      return { error: error.reason, detail: error.message };
    }
  }

  return { coinRules: 'beta18', runGenerator };
}
