/** The parts of a check, in their order; a rebuild has the last one only. */
export type RepairPhase = 'pages' | 'blocks' | 'coins' | 'validation';

/** How far long work has come. */
export interface RepairProgress {
  readonly phase: RepairPhase;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: RepairProgress) => void;

/** Steps between two reports, which let other work in. */
const INTERVAL = 256;

/** Counts the steps of a phase. */
export function counter(phase: RepairPhase, total: number, onProgress: OnProgress): () => Promise<void> {
  let done = 0;
  return async () => {
    done += 1;
    if (done % INTERVAL !== 0 && done !== total) return;
    onProgress({ phase, done, total });
    await new Promise((resolve) => setImmediate(resolve));
  };
}
