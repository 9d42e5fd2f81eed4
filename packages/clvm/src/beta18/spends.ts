import { type ClvmNode, isAtom } from '../node.ts';
import { Stopped } from './stopped.ts';

const NAME_SIZE = 32;

/** A spend as the generator's value has it. */
export interface RawSpend {
  /** 32 bytes */
  readonly coinName: Uint8Array;
  readonly puzzle: ClvmNode;
  readonly solution: ClvmNode;
}

const invalidSolution = (detail: string): Stopped => new Stopped('INVALID_COIN_SOLUTION', detail);

/** The two items of a proper list. */
function two(list: ClvmNode): readonly [ClvmNode, ClvmNode] {
  if (isAtom(list) || isAtom(list.rest)) throw invalidSolution('a list of two items is missing');
  const { first, rest } = list;
  if (!isAtom(rest.rest) || rest.rest.length > 0) throw invalidSolution('a list has more than two items');
  return [first, rest.first];
}

function readSpend(item: ClvmNode): RawSpend {
  const [coinName, reveal] = two(item);
  if (!isAtom(coinName) || coinName.length !== NAME_SIZE) throw invalidSolution('a coin without a name of 32 bytes');
  const [puzzle, solution] = two(reveal);
  return { coinName, puzzle, solution };
}

/** The spends that a generator's value lists, one by one (consensus 8.7 item 2). Stops with INVALID_COIN_SOLUTION. */
export function* readSpends(list: ClvmNode): Generator<RawSpend> {
  let at = list;
  for (; !isAtom(at); at = at.rest) yield readSpend(at.first);
  if (at.length > 0) throw invalidSolution('the spends are no list');
}
