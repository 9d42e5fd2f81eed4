/**
 * How to cut the exponent of a proof into digits (proofs B.10). The choice never shows in the bytes of a proof, only in the
 * time it takes.
 */

export interface BlockSize {
  /** Bits per digit. */
  k: number;
  /** Groups that share one set of kept powers: every (k·l)-th squaring is kept. */
  l: number;
}

/** What the published library's plain prover chooses for T iterations. */
export function blockSizeFor(iterations: number): BlockSize {
  const l = Math.log2(iterations) > 23.25349766 ? 10 : 1;
  const z = (0.6931471 * iterations) / (2 * l);
  const k = z <= 1 ? 1 : Math.max(1, Math.round(Math.log(z) - Math.log(Math.log(z)) + 0.25));
  return { k, l };
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Compositions that a proof of T iterations takes with k-bit signed digits, if every `stride`-th power is kept. */
export function compositionsFor(iterations: number, k: number, stride: number): number {
  const groups = stride / greatestCommonDivisor(k, stride);
  return iterations / k + groups * 2 ** k + stride;
}

/** The number of bits per digit that is cheapest for powers kept at this stride. */
export function bestDigitBits(iterations: number, stride: number): number {
  let best = 1;
  for (let k = 2; k <= 16; k++) {
    if (compositionsFor(iterations, k, stride) < compositionsFor(iterations, best, stride)) best = k;
  }
  return best;
}
