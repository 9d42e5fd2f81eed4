/** Pauses between attempts, in milliseconds. */
export interface BackOffLimits {
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
}

/**
 * The pause before the next attempt: doubled at each failure up to the longest, then somewhere between half of that
 * and all of it, so that those who lost the same peer do not come back in step.
 * @param random uniform in [0, 1)
 */
export function backOff(failures: number, { reconnectMinMs, reconnectMaxMs }: BackOffLimits, random: () => number) {
  const longest = Math.min(reconnectMaxMs, reconnectMinMs * 2 ** Math.min(failures, 30));
  return longest * (0.5 + random() / 2);
}
