import type { Server } from '@salvia/network';
import { Delivery, headerHash, NodeType, type Peer } from '@salvia/protocol';
import type { Startable } from '@salvia/service';
import { sameBytes } from '@salvia/streamable';
import { askForTips, concludeSync } from '../flow/after-sync.ts';
import { newLca } from '../flow/announce.ts';
import type { NodeState } from '../state.ts';
import type { SyncHost } from './api.ts';
import { peerId } from './net.ts';

const showLcaMs = 5000;

/** Connects the sync of a node with its server. */
export function createSyncPart(state: NodeState, server: Server, fatal: (error: unknown) => void): Startable {
  const { sync } = state;
  const known = new Map<string, Peer>();
  let unwatch = (): void => undefined;
  let endShow = (): void => undefined;

  /** Feelers are gone without anybody being told. */
  function peers(): Peer[] {
    const connected = server.connections().filter(({ type }) => type === 'FULL_NODE');
    return connected.flatMap(({ nodeId }) => known.get(peerId({ nodeId })) ?? []);
  }

  const host: SyncHost = {
    peers,
    send: (messages) => void server.push(messages).catch(fatal),
    blame: (peer, error) => server.blame(peer, error),
    conclude: (completed) =>
      server.push(
        concludeSync(
          state,
          completed,
          peers().map(({ nodeId }) => nodeId),
        ),
      ),
    askForTips: () => void server.push(askForTips(state)).catch(fatal),
  };

  function joined(peer: Peer): void {
    if (peer.nodeType !== NodeType.FULL_NODE) return;
    known.set(peerId(peer), peer);
    sync.peerJoined(peer);
  }

  function left(peer: Peer): void {
    // Another connection of the same node may have taken its place.
    const isOther = server.connections().some(({ nodeId }) => sameBytes(nodeId, peer.nodeId));
    if (peer.nodeType !== NodeType.FULL_NODE || isOther || !known.delete(peerId(peer))) return;
    sync.peerLeft(peer);
  }

  let shownLca = headerHash(state.chain.lca());

  /** Wallets may follow the chain while it grows (network 4.3 step 8). */
  function showLca(): void {
    const lca = headerHash(state.chain.lca());
    if (sync.isSyncing && !sameBytes(lca, shownLca)) host.send([newLca(state, Delivery.BROADCAST)]);
    shownLca = lca;
  }

  return {
    name: 'sync',
    start: async () => {
      unwatch = server.watch({ onConnected: joined, onDisconnected: left });
      endShow = state.timers.every(showLcaMs, showLca);
      sync.start(host);
    },
    async stop() {
      unwatch();
      endShow();
      await sync.stop();
    },
  };
}
