import type { CoinRules } from './coin-rules.ts';
import { foldProgram, type ProgramFold } from './fold.ts';
import { join } from './join.ts';
import { atomProgram, listProgram, pairProgram } from './program.ts';

/** One spend of a bundle, as a generator lists it. */
export interface ListedSpend {
  /** 32 bytes */
  readonly coinName: Uint8Array;
  /** The serialized program `(puzzle solution)`. */
  readonly solution: Uint8Array;
}

const QUOTE = Uint8Array.of(1);
const PAIR_BYTE = Uint8Array.of(0xff);
const NIL_BYTE = Uint8Array.of(0x80);

/** Visits a program and keeps nothing. */
const nothing: ProgramFold<null> = { atom: () => null, pair: () => null };

function spendProgram({ coinName, solution }: ListedSpend): Uint8Array {
  // Anything but exactly one program would shift what follows it.
  foldProgram(solution, nothing);
  return listProgram(atomProgram(coinName), solution);
}

/**
 * The generator that yields a list of spends in the given order, in the form that producers write: `(q . L)` today
 * (coins.md, Generator 1), `(q L)` in release 1.0b18 (consensus 8.7.1). Throws TRUNCATED or TRAILING_BYTES if a
 * solution is not exactly one program.
 */
export function writeGenerator(spends: readonly ListedSpend[], coinRules: CoinRules): Uint8Array {
  const list = join([...spends.flatMap((spend) => [PAIR_BYTE, spendProgram(spend)]), NIL_BYTE]);
  return coinRules === 'beta18' ? listProgram(QUOTE, list) : pairProgram(QUOTE, list);
}
