import { PAIR } from './atom-encoding.ts';

/** Bound once: it is called for every atom. */
const { clz32 } = Math;

const NIL_BYTE = 0x80;
/** The most bytes that an atom's length prefix has: lengths of 34 bits. */
const LONGEST_PREFIX = 5;
const LENGTH_PREFIX_BEGINS = [0, 0, 0x40, 0x2000, 0x100000, 0x8000000] as const;

/** The end of the atom at `at` if it is there whole and in its shortest form, else -1. */
function atomEnd(bytes: Uint8Array, at: number): number {
  const mark = bytes[at];
  if (mark === undefined) return -1;
  if (mark <= NIL_BYTE) return at + 1;
  const prefixSize = clz32(~(mark << 24));
  if (prefixSize > LONGEST_PREFIX) return -1;
  const start = at + prefixSize;
  let length = mark & (0xff >> prefixSize);
  for (let next = at + 1; next < start; next++) length = length * 256 + (bytes[next] ?? 0);
  if (length < (LENGTH_PREFIX_BEGINS[prefixSize] ?? 0) || start + length > bytes.length) return -1;
  // A lone byte below 80 stands for itself.
  return length === 1 && (bytes[start] ?? 0) < NIL_BYTE ? -1 : start + length;
}

/**
 * The end of the program that starts at `at`, or -1 unless it is whole and the shortest encoding of its tree, as
 * programs in blocks and messages must be under today's rules (coins.md, Programs): no length prefix is longer than
 * need be, and there are no references back.
 */
export function shortestFormEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let wanted = 1; wanted > 0; ) {
    if (bytes[end] === PAIR) {
      wanted++;
      end++;
      continue;
    }
    end = atomEnd(bytes, end);
    if (end === -1) return -1;
    wanted--;
  }
  return end;
}

/** Whether bytes are one program in its shortest form and nothing else. */
export const isShortestForm = (program: Uint8Array): boolean => shortestFormEnd(program, 0) === program.length;
