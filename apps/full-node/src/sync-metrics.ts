import type { Metrics } from '@salvia/service';
import { SYNC_STATES, type SyncStatus } from './sync/status.ts';

/** Shows how far a sync is; heights and rate are 0 while there is none. */
export function addSyncMetrics(metrics: Metrics, sync: { status(): SyncStatus }): void {
  const states = 'state of the sync: 1 for the one it is in';
  metrics.gauge('salvia_sync_state', states, ['state'], (gauge) => {
    const { state } = sync.status();
    for (const each of SYNC_STATES) gauge.set({ state: each }, each === state ? 1 : 0);
  });
  const figure = (name: string, help: string, read: (status: SyncStatus) => number | null | undefined) =>
    metrics.gauge(`salvia_sync_${name}`, help, [], (gauge) => gauge.set(read(sync.status()) ?? 0));
  figure('target_height', 'height of the tip to sync to', ({ target }) => target?.height);
  figure('header_height', 'headers are validated up to here', ({ headerHeight }) => headerHeight);
  figure('block_height', 'blocks are added up to here', ({ blockHeight }) => blockHeight);
  figure('blocks_per_second', 'blocks added, mean over half a minute', ({ blocksPerSecond }) => blocksPerSecond);
  figure('eta_seconds', 'how long the sync still takes at that rate', ({ etaSeconds }) => etaSeconds);
  figure('peers', 'peers that are asked in the sync', ({ peers }) => peers);
  const ignored = 'answers of peers that no sync had asked for';
  metrics.total('salvia_sync_ignored_answers_total', ignored, () => sync.status().ignoredAnswers);
}
