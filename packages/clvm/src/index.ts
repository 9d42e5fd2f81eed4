export type { AssertionError } from './assertion-rule.ts';
export { failedAssertion } from './assertions.ts';
export type { CoinRules } from './coin-rules.ts';
export type {
  Announce,
  Assertion,
  AssertionName,
  Condition,
  CreateCoin,
  RequireSignature,
  ReserveFee,
} from './condition.ts';
export { createCoinLanguage } from './create-language.ts';
export { curriedTreeHash, curriedTreeHashBeta18, curry, curryBeta18 } from './curry.ts';
export { ClvmError, type ClvmErrorCode, type ClvmProblem } from './errors.ts';
export { type ListedSpend, writeGenerator } from './generator.ts';
export { atomToInt, intToAtom } from './integer.ts';
export type { CoinLanguage, GeneratorFailure, GeneratorRun, LanguageOptions, RunOptions, Spend } from './language.ts';
export { type ProgramLimits, type ProgramRun, runProgram } from './mainnet/run-program.ts';
export { type ClvmNode, type ClvmPair, isAtom, listNode, NIL } from './node.ts';
export { atomProgram, listProgram, pairProgram, readProgram, readProgramAt, writeProgram } from './program.ts';
export {
  CONDITIONS_PUZZLE_MOD,
  DEFAULT_HIDDEN_PUZZLE,
  DELEGATED_PUZZLE_MOD_BETA18,
  STANDARD_PUZZLE_MOD,
} from './puzzles.ts';
export { type ReserveFeeError, reserveFeeError } from './reserve-fee-error.ts';
export { isShortestForm } from './shortest-form.ts';
export type { SpendContext, SpentCoin, SpentTogether } from './spend-context.ts';
export { gatherSpends } from './spent-together.ts';
export { standardPuzzle, standardPuzzleBeta18, standardPuzzleForKey, standardPuzzleHash } from './standard-puzzle.ts';
export {
  calculateSyntheticOffset,
  calculateSyntheticPublicKey,
  DEFAULT_HIDDEN_PUZZLE_HASH,
  type G1Arithmetic,
} from './synthetic-key.ts';
export { atomHash, pairHash, treeHash } from './tree-hash.ts';
