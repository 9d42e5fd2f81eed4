import type { MempoolLimits } from './api.ts';

const MEBIBYTE = 1 << 20;

/**
 * Numbers of consensus 11.1, and what one's memory and worker threads stand. Costly programs take seconds: one at a time
 * leaves the threads to blocks and to everybody else.
 */
export const DEFAULT_LIMITS: MempoolLimits = {
  poolBytes: 64 * MEBIBYTE,
  seen: 10_000,
  pending: { count: 300, bytes: 16 * MEBIBYTE },
  adding: { atOnce: 8, waiting: 2000, waitingBytes: 32 * MEBIBYTE },
  costly: { atOnce: 1, waiting: 31, waitingBytes: 16 * MEBIBYTE },
};
