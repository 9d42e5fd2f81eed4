/** What the plotting thread is told, and what it tells. */
import type { ErrorCode, ErrorContexts } from '../errors.ts';
import type { PlotProgress } from './progress.ts';

export interface PlotTask {
  /** File to write, the temporary name. */
  readonly path: string;
  readonly plotId: Uint8Array;
  readonly k: number;
  readonly memo: Uint8Array;
}

export type PlotMessage =
  | { readonly type: 'progress'; readonly progress: PlotProgress }
  | { readonly type: 'written'; readonly size: number; readonly proofs: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly context: ErrorContexts[ErrorCode] };
