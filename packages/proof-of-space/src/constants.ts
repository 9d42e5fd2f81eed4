/** Constants of the plot format (proofs A.1), named after what they are. */

/** Smallest and largest plot size accepted anywhere (proofs A.9, consensus Q6). */
export const MIN_K = 18;
export const MAX_K = 49;

/** y has k + 6 bits; the six extra bits of table 1 are the top bits of x. */
export const EXTRA_BITS = 6;

/** Candidates m per left entry when matching (2 ** EXTRA_BITS). */
export const MATCHES_PER_ENTRY = 64;

export const PARAM_B = 119;
export const PARAM_C = 127;

/** Width of a bucket of y values. */
export const PARAM_BC = PARAM_B * PARAM_C;

/** Table t holds metadata of META_WIDTHS[t]·k bits; index 0 is unused. */
export const META_WIDTHS = [0, 1, 2, 4, 4, 3, 2, 0] as const;

export const TABLE_COUNT = 7;

/** x values in a proof: 2 ** (TABLE_COUNT - 1). */
export const PROOF_VALUES = 64;

export const PLOT_ID_BYTES = 32;
export const CHALLENGE_BYTES = 32;

/** Metadata width in bits of an entry of `table` (1..7). */
export function metaBits(k: number, table: number): number {
  const width = META_WIDTHS[table];
  if (width === undefined) throw new RangeError(`table ${table} is not one of 1..7`);
  return width * k;
}
