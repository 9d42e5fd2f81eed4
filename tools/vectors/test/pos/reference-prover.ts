/**
 * Which proofs the reference prover finds (proofs A.15). It loses values next to a checkpoint, the last ones of the
 * table, and of a value that spans two of its parks the part in the first; we find them all.
 */

const PARK = 10_000;

/** Positions of one f7 in table 7: all of them, and those that the reference prover finds. */
export interface Occurrences {
  readonly all: readonly number[];
  readonly found: readonly number[];
}

/** A function f7 → occurrences; `f7` is the ascending column of table 7 of a plot of size `k`. */
export function referenceProver(f7: Uint32Array, k: number): (target: number) => Occurrences {
  const positions = new Map<number, number[]>();
  f7.forEach((value, at) => {
    const list = positions.get(value);
    if (list === undefined) positions.set(value, [at]);
    else list.push(at);
  });
  return (target) => {
    const all = positions.get(target) ?? [];
    const last = all.at(-1);
    if (last === undefined || !findsLast(f7, k, last)) return { all, found: [] };
    const park = Math.floor(last / PARK);
    return { all, found: all.filter((at) => Math.floor(at / PARK) === park && at % PARK !== 0) };
  };
}

function findsLast(f7: Uint32Array, k: number, last: number): boolean {
  const next = f7[last + 1];
  return next !== undefined && last % PARK <= PARK - 3 && next < 2 ** k - 1;
}
