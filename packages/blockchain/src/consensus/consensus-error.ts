/** What each code is about; none of them is a verdict on a block, verdicts are the codes of consensus 13. */
export interface ConsensusErrorPayloads {
  /** A plot size for which the size formula is not an integer (consensus 5.4). */
  PLOT_SIZE_OUT_OF_RANGE: { k: number };
  /** A quality string that is not 32 bytes. */
  BAD_QUALITY_STRING: { length: number };
  /** An integer that does not fit its bytes. */
  INTEGER_OUT_OF_RANGE: { value: number };
  /** Iterations below 1 or from 2^64 on (consensus 5.4). */
  ITERATIONS_OUT_OF_RANGE: { iterations: bigint };
  /** A value of a Merkle set that is not 32 bytes (consensus 8.5). */
  BAD_SET_VALUE: { length: number };
  /** Bytes that are no BIP158 filter (consensus 8.6). */
  BAD_FILTER: { reason: 'TRUNCATED' | 'TRAILING_BYTES' | 'BAD_COUNT' };
}

export type ConsensusErrorCode = keyof ConsensusErrorPayloads;

/** An argument that the pure rules cannot work with. */
export class ConsensusError<C extends ConsensusErrorCode = ConsensusErrorCode> extends Error {
  override readonly name = 'ConsensusError';
  readonly code: C;
  readonly payload: ConsensusErrorPayloads[C];

  constructor(code: C, payload: ConsensusErrorPayloads[C]) {
    const shown = Object.entries(payload).map(([key, value]) => `${key} ${String(value)}`);
    super(`${code}: ${shown.join(', ')}`);
    this.code = code;
    this.payload = payload;
  }
}
