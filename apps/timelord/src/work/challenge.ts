/** A challenge that a timelord may evaluate. */
export interface Challenge {
  readonly challengeHash: Uint8Array;
  /** Weight of the tip that it follows. */
  readonly weight: bigint;
  /** Order of arrival. */
  readonly arrival: number;
  /** Iterations for which somebody has an unfinished block, not yet proved. */
  readonly pending: Set<bigint>;
  /** Iterations proved, or given up. */
  readonly submitted: Set<bigint>;
  /** Milliseconds since it is being evaluated; meaningless while it is queued. */
  startedAt: number;
  /** It has been evaluated for long while nobody had a block for it; until somebody has, others go first. */
  starved: boolean;
}

/** The fewest iterations wanted, or null. */
export function smallestPending({ pending }: Challenge): bigint | null {
  let smallest: bigint | null = null;
  for (const iterations of pending) if (smallest === null || iterations < smallest) smallest = iterations;
  return smallest;
}
