import type { CoinRules } from './coin-rules.ts';
import { ClvmError } from './errors.ts';

/** First byte of a pair; both values follow. */
export const PAIR = 0xff;
/** Bound once: it is called for every atom. */
const { clz32 } = Math;
const NIL_BYTE = 0x80;

/** Per number of bytes in the length prefix, from one on: the lengths it can hold, and the marking bits of its first
 * byte (consensus 1.3). */
const PREFIXES = [
  { below: 0x40, marks: 0x80 },
  { below: 0x2000, marks: 0xc0 },
  { below: 0x100000, marks: 0xe0 },
  { below: 0x8000000, marks: 0xf0 },
  { below: 0x400000000, marks: 0xf8 },
] as const;

function lengthPrefix(length: number): Uint8Array {
  const size = PREFIXES.findIndex(({ below }) => length < below) + 1;
  const prefix = PREFIXES[size - 1];
  if (prefix === undefined) throw new ClvmError({ code: 'ATOM_TOO_LONG', length });
  const bytes = new Uint8Array(size);
  // Lengths go beyond 32 bits, where JavaScript's shifts wrap: divide instead.
  for (let at = size - 1, rest = length; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  bytes[0] = (bytes[0] ?? 0) | prefix.marks;
  return bytes;
}

/** The prefix an atom needs; empty for a byte that stands for itself. The lone byte 00 stands for itself today, but
 * had a prefix under the rules of the beta (wallet 2.4). */
export function atomPrefix(atom: Uint8Array, coinRules: CoinRules): Uint8Array {
  const only = atom.length === 1 ? atom[0] : undefined;
  const standsForItself = only !== undefined && only < NIL_BYTE && (only !== 0 || coinRules === 'mainnet');
  return standsForItself ? new Uint8Array() : lengthPrefix(atom.length);
}

/**
 * Where the atom whose encoding starts at `offset` lies. The leading one-bits of the first byte say how many bytes the
 * length takes; prefixes longer than necessary are accepted (consensus 1.3).
 */
export function locateAtom(bytes: Uint8Array, offset: number): { readonly start: number; readonly end: number } {
  const mark = bytes[offset];
  if (mark === undefined) throw new ClvmError({ code: 'TRUNCATED', offset });
  if (mark < NIL_BYTE) return { start: offset, end: offset + 1 };
  const prefixSize = clz32(~(mark << 24));
  const start = offset + prefixSize;
  let length = mark & (0xff >> prefixSize);
  for (let at = offset + 1; at < start; at++) length = length * 256 + (bytes[at] ?? 0);
  if (start + length > bytes.length) throw new ClvmError({ code: 'TRUNCATED', offset: bytes.length });
  return { start, end: start + length };
}
