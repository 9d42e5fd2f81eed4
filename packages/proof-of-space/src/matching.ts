/**
 * Which entries of a table pair up (proofs A.4).
 *
 * y values fall into buckets of BC = B·C = 119·127. With i = y_left mod BC and j = y_right mod BC, an entry of bucket n
 * matches one of bucket n + 1 exactly if for an m in 0..63, with p = n mod 2,
 *
 *     j = ((i // C + m) mod B)·C + (((2m + p)^2 + i) mod C)
 */
import { MATCHES_PER_ENTRY, PARAM_B, PARAM_BC, PARAM_C } from './constants.ts';

/** The j for one i, parity and m. */
function target(parity: number, i: number, m: number): number {
  return ((Math.floor(i / PARAM_C) + m) % PARAM_B) * PARAM_C + (((2 * m + parity) ** 2 + i) % PARAM_C);
}

let targets: Uint16Array | undefined;

/** All targets (3.9 MB, built once): index (parity·BC + i)·64 + m. */
export function matchTargets(): Uint16Array {
  targets ??= buildTargets();
  return targets;
}

function buildTargets(): Uint16Array {
  const table = new Uint16Array(2 * PARAM_BC * MATCHES_PER_ENTRY);
  let at = 0;
  for (let parity = 0; parity < 2; parity++) {
    for (let i = 0; i < PARAM_BC; i++) {
      for (let m = 0; m < MATCHES_PER_ENTRY; m++) table[at++] = target(parity, i, m);
    }
  }
  return table;
}

/** Whether two y values match in this order. */
export function matches(yLeft: bigint, yRight: bigint): boolean {
  const width = BigInt(PARAM_BC);
  const bucket = yLeft / width;
  if (yRight / width !== bucket + 1n) return false;
  const i = Number(yLeft % width);
  const j = Number(yRight % width);
  // The rows i // C + m are distinct for m < B, so the row of j leaves one candidate.
  const m = (Math.floor(j / PARAM_C) - Math.floor(i / PARAM_C) + PARAM_B) % PARAM_B;
  return m < MATCHES_PER_ENTRY && target(Number(bucket % 2n), i, m) === j;
}
