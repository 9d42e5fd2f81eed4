/** Numbers that depend on a seed alone, so that whatever was found can be found again. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/** Scatters the bits of a 32-bit number (the end of MurmurHash3). */
function scatter(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The numbers of one frame: those of frame 7 do not depend on the frames before it. */
export function randomFor(seed: number, index: number): Random {
  let state = scatter(scatter(seed) ^ Math.imul(index + 1, 0x9e3779b1));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return scatter(state);
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
