import type { GeneratorFailure, GeneratorRun, Spend } from '@salvia/clvm';

/** What a verdict takes with its key, in bytes. */
const VERDICT = 200;
/** What a condition takes, with an argument or two, and a spend besides. */
const CONDITION = 400;
const SPEND = 600;

/** What an answer of a verifier takes in memory, in bytes, as good as one can tell. */
export function weightOf(answer: unknown): number {
  const { spends } = (answer ?? {}) as Partial<GeneratorRun & GeneratorFailure>;
  return spends === undefined ? VERDICT : spends.reduce((sum, spend) => sum + weightOfSpend(spend), VERDICT);
}

function weightOfSpend({ conditions }: Spend): number {
  return conditions.reduce((sum, condition) => {
    return sum + CONDITION + (condition.kind === 'signature' ? condition.message.length : 0);
  }, SPEND);
}
