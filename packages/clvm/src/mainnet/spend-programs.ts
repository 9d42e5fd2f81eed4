import { PAIR } from '../atom-encoding.ts';
import { shortestFormEnd } from '../shortest-form.ts';
import { NIL_BYTE } from './list.ts';
import { Refusal } from './refusal.ts';

/** One coin to spend and the programs that say how: parts of the bytes that list them. */
export interface SpendPrograms {
  /** 32 bytes */
  readonly coinName: Uint8Array;
  readonly puzzle: Uint8Array;
  readonly solution: Uint8Array;
}

const NAME_SIZE = 32;
/** The length prefix of a name. */
const NAME_PREFIX = 0x80 + NAME_SIZE;

/** Steps through bytes that must be a list of spends and nothing else. */
function createCursor(bytes: Uint8Array, start: number) {
  let at = start;
  const expect = (byte: number, what: string): void => {
    if (bytes[at] !== byte) throw new Refusal('INVALID_COIN_SOLUTION', `${what} expected at byte ${at}`);
    at++;
  };
  return {
    expect,
    startsPair: (): boolean => bytes[at] === PAIR,
    take(size: number): Uint8Array {
      at += size;
      return bytes.slice(at - size, at);
    },
    program(): Uint8Array {
      const end = shortestFormEnd(bytes, at);
      if (end === -1) throw new Refusal('INVALID_COIN_SOLUTION', `no program in its shortest form at byte ${at}`);
      const program = bytes.subarray(at, end);
      at = end;
      return program;
    },
    end(): void {
      expect(NIL_BYTE, 'the end of the list');
      if (at !== bytes.length) throw new Refusal('INVALID_COIN_SOLUTION', `bytes follow the list from byte ${at} on`);
    },
  };
}

/**
 * Reads the list of `(name (puzzle solution))` that fills `bytes` from `start` on, checking that it is in its shortest
 * form (coins.md, Generator 1). Throws a Refusal.
 */
export function readSpendPrograms(bytes: Uint8Array, start: number): readonly SpendPrograms[] {
  const spends: SpendPrograms[] = [];
  const cursor = createCursor(bytes, start);
  while (cursor.startsPair()) {
    cursor.expect(PAIR, 'a spend');
    cursor.expect(PAIR, 'a name and a solution');
    cursor.expect(NAME_PREFIX, 'a name of 32 bytes');
    const coinName = cursor.take(NAME_SIZE);
    cursor.expect(PAIR, 'a solution');
    cursor.expect(PAIR, 'a puzzle');
    const puzzle = cursor.program();
    cursor.expect(PAIR, 'what solves the puzzle');
    const solution = cursor.program();
    cursor.expect(NIL_BYTE, 'the end of the solution');
    cursor.expect(NIL_BYTE, 'the end of the spend');
    spends.push({ coinName, puzzle, solution });
  }
  cursor.end();
  return spends;
}
