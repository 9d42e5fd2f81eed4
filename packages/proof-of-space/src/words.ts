/**
 * Bit strings in 32-bit words.
 *
 * A string of n bits takes ceil(n / 32) words, first bit in the top bit of the first word, unused low bits of the last
 * word zero ("left-aligned"). Joining two strings is then a shift and two ORs per word, which is why y and the metadata
 * never become big integers while tables are computed.
 */

export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5;
}

/** Reverses the four bytes of a word: between the little-endian words of BLAKE3 and ChaCha and bit strings. */
export function swapBytes(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** ORs `count` words of a left-aligned string into `target` from bit `offset` on; the bits there must be zero. */
export function appendWords(
  target: Uint32Array,
  offset: number,
  source: Uint32Array,
  from: number,
  count: number,
): void {
  const shift = offset & 31;
  let at = offset >>> 5;
  for (let i = from; i < from + count; i++, at++) {
    const word = source[i]!;
    target[at]! |= word >>> shift;
    if (shift !== 0) target[at + 1]! |= word << (32 - shift);
  }
}

/** Copies `bits` bits of `source` from bit `offset` on; `source` needs one word beyond the last one touched. */
export function sliceWords(source: Uint32Array, offset: number, bits: number, target: Uint32Array, to: number): void {
  const shift = offset & 31;
  const count = wordsFor(bits);
  let at = offset >>> 5;
  for (let i = to; i < to + count; i++, at++) {
    target[i] = shift === 0 ? source[at]! : (source[at]! << shift) | (source[at + 1]! >>> (32 - shift));
  }
  const unused = (count << 5) - bits;
  if (unused > 0) target[to + count - 1]! &= -1 << unused;
}

/** The string as an integer. */
export function wordsToBigInt(words: Uint32Array, bits: number): bigint {
  let value = 0n;
  for (let i = 0; i < wordsFor(bits); i++) value = (value << 32n) | BigInt(words[i]!);
  return value >> BigInt(wordsFor(bits) * 32 - bits);
}

/** The integer as a string of `bits` bits. */
export function bigIntToWords(value: bigint, bits: number): Uint32Array {
  const words = new Uint32Array(wordsFor(bits));
  let rest = value << BigInt(words.length * 32 - bits);
  for (let i = words.length - 1; i >= 0; i--, rest >>= 32n) words[i] = Number(rest & 0xffff_ffffn);
  return words;
}
