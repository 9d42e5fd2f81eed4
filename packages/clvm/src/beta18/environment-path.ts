import { type ClvmNode, isAtom } from '../node.ts';
import type { Meter } from './meter.ts';
import { evaluationError } from './stopped.ts';

/** Of evaluating an atom at all. */
const LOOK_UP_COST = 2;

const isNegative = (path: Uint8Array): boolean => (path[0] ?? 0) >= 0x80;

/** Bits of the positive integer that the bytes spell, without leading zeros. */
function significantBits(path: Uint8Array): number {
  let start = 0;
  while (path[start] === 0) start++;
  return start === path.length ? 0 : 8 * (path.length - start) - Math.clz32((path[start] ?? 0) << 24);
}

/**
 * The part of the environment that an atom stands for (consensus appendix A, eval 1). Its bits below the highest one
 * lead there, from the lowest on: 0 to the first, 1 to the rest. Zero, one and negative integers stand for the whole.
 * Each step costs the bytes of what is left of the integer.
 */
export function lookUp(path: Uint8Array, environment: ClvmNode, meter: Meter): ClvmNode {
  meter.charge(LOOK_UP_COST);
  if (path.length === 0 || isNegative(path)) return environment;
  meter.work(path.length);
  const bits = significantBits(path);
  let found = environment;
  for (let step = 0; step < bits - 1; step++) {
    if (isAtom(found)) throw evaluationError('a path leads into an atom');
    const byte = path[path.length - 1 - (step >> 3)] ?? 0;
    found = ((byte >> (step & 7)) & 1) === 1 ? found.rest : found.first;
    meter.charge(Math.ceil((bits - step) / 8));
  }
  return found;
}
