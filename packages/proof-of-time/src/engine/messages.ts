import type { VdfProof, VdfScheme } from '../schemes/scheme.ts';

/** What the owner says to the thread. `session` counts the challenges; what belongs to an older one is void. */
export type ToWorker =
  | { type: 'start'; session: number; challenge: Uint8Array; discriminantBits: number }
  | { type: 'target'; session: number; iterations: bigint; segments: number }
  | { type: 'stop'; session: number };

export type FromWorker =
  | ({ type: 'proof'; session: number; iterations: bigint; valid: boolean } & VdfProof)
  | { type: 'progress'; session: number; iterations: bigint; ips: number }
  | { type: 'stopped'; session: number };

export interface WorkerSettings {
  scheme: VdfScheme;
  maxStoredPowers: number;
  progressMs: number;
}
