import type { Metrics } from '@salvia/service';
import type { Wallet } from '@salvia/wallet';
import { SYNC_STATES } from '@salvia/wallet-client';
import type { SyncDriver } from './sync/driver.ts';
import type { SyncStatus } from './sync/progress.ts';

/** Shows where the wallet stands and how far its sync is. Balances are nobody's business but the owner's: they are left out. */
export function addWalletMetrics(metrics: Metrics, wallet: Wallet, sync: SyncDriver): void {
  metrics.gauge('salvia_wallet_height', 'height of the block that the wallet follows to', [], (gauge) =>
    gauge.set(wallet.head().height),
  );
  metrics.gauge('salvia_wallet_pending_transactions', 'transactions that wait for a block', [], (gauge) =>
    gauge.set(wallet.pendingCount()),
  );
  metrics.gauge('salvia_wallet_full_nodes', 'full nodes that are connected', [], (gauge) => gauge.set(sync.peers()));
  metrics.gauge('salvia_wallet_caught_up', '1 if as far as all full nodes that are connected', [], (gauge) =>
    gauge.set(sync.caughtUp() ? 1 : 0),
  );
  const events = metrics.counter('salvia_wallet_events_total', 'what happened to the wallet, by kind', ['event']);
  wallet.on(({ type }) => events.inc({ event: type }));
  metrics.total('salvia_wallet_ignored_answers_total', 'answers of full nodes that nobody waited for', () => {
    return sync.ignoredAnswers;
  });
  addSyncMetrics(metrics, sync);
}

function addSyncMetrics(metrics: Metrics, sync: SyncDriver): void {
  metrics.gauge('salvia_wallet_sync_state', 'state of the sync: 1 for the one it is in', ['state'], (gauge) => {
    const { state } = sync.status();
    for (const each of SYNC_STATES) gauge.set({ state: each }, each === state ? 1 : 0);
  });
  const figure = (name: string, help: string, read: (status: SyncStatus) => number | null | undefined) =>
    metrics.gauge(`salvia_wallet_sync_${name}`, help, [], (gauge) => gauge.set(read(sync.status()) ?? 0));
  figure('target_height', 'height of the block to catch up with', ({ target }) => target?.height);
  figure('blocks_per_second', 'blocks taken, mean over half a minute', ({ blocksPerSecond }) => blocksPerSecond);
  figure('eta_seconds', 'how long the sync still takes at that rate', ({ etaSeconds }) => etaSeconds);
}
