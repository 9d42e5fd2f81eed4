/** Brings the mempools to the chain's tips, one round at a time. */
export interface MempoolUpdates {
  /** The tips changed: begins a round, or has another one follow that which runs. */
  begin(): void;
  /** Resolves when no round runs and none is to follow; rejects if the last one failed. */
  settled(): Promise<void>;
}

/** @param update one round; the tips that it finds at its beginning are those that it serves */
export function createMempoolUpdates(update: () => Promise<void>): MempoolUpdates {
  let running: Promise<void> | null = null;
  let again = false;

  async function rounds(): Promise<void> {
    do {
      again = false;
      await update();
    } while (again);
  }

  return {
    begin() {
      again = running !== null;
      if (running !== null) return;
      const all = rounds().finally(() => {
        running = null;
      });
      // Whoever awaits `settled` hears of a failure; it must not end the process before that.
      all.catch(() => undefined);
      running = all;
    },
    settled: async () => {
      await running;
    },
  };
}
