import { createBar } from '../bar.ts';
import type { Terminal } from '../terminal.ts';
import { etaOf, rateOf, type SyncView } from './sync-view.ts';

export interface SyncBar {
  show(view: SyncView): void;
  stop(): void;
}

const FORMAT = '{state} {bar} {percentage}% {height} of {target} {figures}';

/** Of blocks from the fork to the target: a bar on a terminal, and nothing elsewhere. */
export async function createSyncBar(terminal: Terminal): Promise<SyncBar> {
  const bar = await createBar(terminal, FORMAT);
  if (bar === null) return { show: () => {}, stop: () => {} };
  let isStarted = false;
  return {
    show(view) {
      const { total, done, ...payload } = barOf(view);
      if (!isStarted) bar.start(total, done, payload);
      isStarted = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop: () => bar.stop(),
  };
}

/** What the bar shows; before the fork is known nothing is done, and how much there is to do is not known. */
export function barOf(view: SyncView) {
  const { state, target, forkHeight, blockHeight, peers } = view;
  const from = forkHeight ?? 0;
  return {
    total: Math.max(1, (target?.height ?? from) - from),
    done: Math.max(0, (blockHeight ?? from) - from),
    state,
    height: blockHeight ?? '?',
    target: target?.height ?? '?',
    figures: [rateOf(view), etaOf(view), `${peers} peers`].filter((part) => part !== '').join(', '),
  };
}
