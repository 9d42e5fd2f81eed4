/** Mean speed over the proofs made, with the rounding of the reference (network 3.4.4). */
export interface Average {
  /** Iterations per second, an integer; 0 before the first proof. */
  readonly mean: number;
  readonly samples: number;
}

export const noAverage: Average = { mean: 0, samples: 0 };

/** Adds a proof: its speed is cut to one decimal, the mean to an integer. */
export function withProof({ mean, samples }: Average, iterations: bigint, elapsedMs: number): Average {
  if (elapsedMs <= 0) return { mean, samples };
  const ips = Math.trunc((Number(iterations) * 10_000) / elapsedMs) / 10;
  return { mean: Math.trunc((mean * samples + ips) / (samples + 1)), samples: samples + 1 };
}
