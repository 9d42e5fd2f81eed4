// SipHash-2-4 with a zero key. A 64-bit word is a pair of 32-bit halves, since bigint arithmetic would be twenty times
// slower; additions carry by hand.

/** The two 32-bit halves of an unsigned 64-bit word. */
export interface Word64 {
  high: number;
  low: number;
}

type State = [Word64, Word64, Word64, Word64];

/** SipHash-2-4 of the bytes under the key k0 = k1 = 0. */
export function siphash(bytes: Uint8Array): Word64 {
  const state: State = [
    { high: 0x736f6d65, low: 0x70736575 },
    { high: 0x646f7261, low: 0x6e646f6d },
    { high: 0x6c796765, low: 0x6e657261 },
    { high: 0x74656462, low: 0x79746573 },
  ];
  for (const word of words(bytes)) {
    xor(state[3], word);
    rounds(state, 2);
    xor(state[0], word);
  }
  state[2].low ^= 0xff;
  rounds(state, 4);
  for (const other of [state[1], state[2], state[3]]) xor(state[0], other);
  return { high: state[0].high >>> 0, low: state[0].low >>> 0 };
}

/** The same as one number. */
export function hash64(bytes: Uint8Array): bigint {
  const { high, low } = siphash(bytes);
  return (BigInt(high) << 32n) | BigInt(low);
}

/** Little-endian words of the message; the last one is zero-filled and has the length, mod 256, in its top byte. */
function* words(bytes: Uint8Array): Generator<Word64> {
  const padded = new Uint8Array((Math.floor(bytes.length / 8) + 1) * 8);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 0xff;
  const view = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 8) {
    yield { low: view.getUint32(at, true), high: view.getUint32(at + 4, true) };
  }
}

function rounds([v0, v1, v2, v3]: State, count: number): void {
  for (let round = 0; round < count; round++) {
    half(v0, v1, 13);
    swap(v0);
    half(v2, v3, 16);
    half(v0, v3, 21);
    half(v2, v1, 17);
    swap(v2);
  }
}

/** a += b; b = rotl(b, bits) ^ a */
function half(a: Word64, b: Word64, bits: number): void {
  const low = (a.low >>> 0) + (b.low >>> 0);
  a.high = (a.high + b.high + (low > 0xffffffff ? 1 : 0)) | 0;
  a.low = low | 0;
  const { high, low: lower } = b;
  b.high = ((high << bits) | (lower >>> (32 - bits))) ^ a.high;
  b.low = ((lower << bits) | (high >>> (32 - bits))) ^ a.low;
}

/** Rotation by 32 bits. */
function swap(word: Word64): void {
  const { high } = word;
  word.high = word.low;
  word.low = high;
}

function xor(word: Word64, other: Word64): void {
  word.high ^= other.high;
  word.low ^= other.low;
}
