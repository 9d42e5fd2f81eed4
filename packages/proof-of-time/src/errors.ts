/**
 * What a caller can do wrong. A proof or an output that does not hold is not an error: verification answers `false`.
 *
 * - `BAD_DISCRIMINANT_BITS`: not a positive multiple of 8 up to 1024; payload: the number given.
 * - `BAD_SEED`: an empty seed, or one so short that its counter runs through all its values without meeting a prime;
 *   payload: its length in bytes.
 * - `BAD_ITERATIONS`: not a positive integer, or beyond what an engine can count to; payload: the number given.
 * - `BAD_SEGMENTS`: segments that do not add up to the iterations, an empty one, or more than 256 of them.
 * - `UNKNOWN_SCHEME`: payload: the name given.
 * - `NO_CHALLENGE`: a target for an engine that has not been given a challenge.
 * - `WORKER_FAILED`: the worker thread ended by itself; payload: its message.
 */
export type VdfErrorPayloads = {
  BAD_DISCRIMINANT_BITS: { bits: number };
  BAD_SEED: { length: number };
  BAD_ITERATIONS: { iterations: bigint };
  BAD_SEGMENTS: { segments: readonly bigint[] };
  UNKNOWN_SCHEME: { scheme: string };
  NO_CHALLENGE: Record<string, never>;
  WORKER_FAILED: { reason: string };
};

export type VdfErrorCode = keyof VdfErrorPayloads;

/** The only error class of this package: look at `code`, then at `payload`. */
export class VdfError<C extends VdfErrorCode = VdfErrorCode> extends Error {
  readonly code: C;
  readonly payload: VdfErrorPayloads[C];

  constructor(code: C, payload: VdfErrorPayloads[C]) {
    super(`${code} ${JSON.stringify(payload, (_, value) => (typeof value === 'bigint' ? value.toString() : value))}`);
    this.name = 'VdfError';
    this.code = code;
    this.payload = payload;
  }
}
