import type { RepairPhase } from '@salvia/blockchain';
import { createBar } from '../bar.ts';
import type { Terminal } from '../terminal.ts';

type Phase = RepairPhase | 'export';

export interface DbProgress {
  report(progress: { readonly phase: Phase; readonly done: number; readonly total: number }): void;
  stop(): void;
}

const WORDS: Readonly<Record<Phase, string>> = {
  pages: 'pages of tables',
  blocks: 'headers and blocks',
  coins: 'coins of blocks',
  validation: 'validating blocks',
  export: 'writing blocks',
};

/** A bar for one part after the other on a terminal, and nothing elsewhere. */
export async function createDbProgress(terminal: Terminal): Promise<DbProgress> {
  const bar = await createBar(terminal, '{what} {bar} {value} of {total} {duration_formatted}');
  if (bar === null) return { report: () => {}, stop: () => {} };
  let phase: Phase | null = null;
  return {
    report: (progress) => {
      const what = WORDS[progress.phase];
      if (progress.phase !== phase) bar.start(progress.total, progress.done, { what });
      else bar.update(progress.done, { what });
      phase = progress.phase;
    },
    stop: () => bar.stop(),
  };
}
