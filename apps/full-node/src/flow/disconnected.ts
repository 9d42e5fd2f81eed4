import { bytesToHex } from '@noble/hashes/utils.js';
import type { FullBlock, Peer } from '@salvia/protocol';
import { headerHash } from '@salvia/protocol';

/** A block that waits for its parent, and who sent it: an invalid one is blamed on its own sender. */
export interface WaitingBlock {
  readonly block: FullBlock;
  readonly sender: Peer | null;
}

export interface DisconnectedLimits {
  readonly total: number;
  readonly perPeer: number;
}

/** Blocks whose parent is unknown, bounded in all and per sender (network 3.1.1). */
export interface Disconnected {
  has(hash: Uint8Array): boolean;
  /** False if there is no room for it. */
  add(block: FullBlock, sender: Peer | null): boolean;
  /** Removes and returns a block that waits; nothing if it does not. */
  take(hash: Uint8Array): WaitingBlock[];
  /** Removes and returns every block that waits for this parent. */
  takeChildren(parentHash: Uint8Array): WaitingBlock[];
  /** The same with their children, and so on. */
  takeBranch(parentHash: Uint8Array): WaitingBlock[];
  pruneBelow(height: number): void;
  readonly size: number;
}

const senderKey = (sender: Peer | null) => (sender ? bytesToHex(sender.nodeId) : '');

export function createDisconnected(limits: DisconnectedLimits = { total: 200, perPeer: 50 }): Disconnected {
  const waiting = new Map<string, WaitingBlock>();
  const heldFor = (key: string) => [...waiting.values()].filter(({ sender }) => senderKey(sender) === key).length;
  const removeWhere = (matches: (entry: WaitingBlock) => boolean) => {
    const removed: WaitingBlock[] = [];
    for (const [key, entry] of waiting) {
      if (!matches(entry)) continue;
      waiting.delete(key);
      removed.push(entry);
    }
    return removed;
  };
  const takeChildren: Disconnected['takeChildren'] = (parentHash) => {
    const parent = bytesToHex(parentHash);
    return removeWhere(({ block }) => bytesToHex(block.header.data.prevHeaderHash) === parent);
  };
  return {
    has: (hash) => waiting.has(bytesToHex(hash)),
    add(block, sender) {
      if (waiting.size >= limits.total || heldFor(senderKey(sender)) >= limits.perPeer) return false;
      waiting.set(bytesToHex(headerHash(block.header)), { block, sender });
      return true;
    },
    take: (hash) => removeWhere((entry) => entry === waiting.get(bytesToHex(hash))),
    takeChildren,
    takeBranch(parentHash) {
      const taken = takeChildren(parentHash);
      for (const { block } of taken) taken.push(...takeChildren(headerHash(block.header)));
      return taken;
    },
    pruneBelow: (height) => void removeWhere(({ block }) => block.header.data.height < height),
    get size() {
      return waiting.size;
    },
  };
}
