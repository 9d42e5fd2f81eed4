import { bytesToHex } from '@noble/hashes/utils.js';

/** A block that was asked for by hash, because a child of it arrived first. */
export interface ParentRequest {
  readonly height: number;
  readonly hash: Uint8Array;
}

interface Pending extends ParentRequest {
  readonly asked: Set<string>;
  deadline: number;
}

/** Which peer gets a request next; a request that nobody is left for is given up. */
export interface Reassignment {
  readonly request: ParentRequest;
  readonly nodeId: Uint8Array;
}

/** Outstanding requests of the short sync: one peer at a time, another one after a refusal or a time-out (sync.md). */
export interface ParentRequests {
  /** False if this block is already on its way. */
  begin(request: ParentRequest, nodeId: Uint8Array, nowMs: number): boolean;
  arrived(hash: Uint8Array): void;
  refused(hash: Uint8Array, nodeId: Uint8Array): void;
  /** Hands requests that are overdue to peers that were not asked yet. */
  reassign(nowMs: number, peers: readonly Uint8Array[]): Reassignment[];
  readonly size: number;
}

export function createParentRequests(timeoutMs = 15_000): ParentRequests {
  const pending = new Map<string, Pending>();

  function nextFor(key: string, entry: Pending, nowMs: number, peers: readonly Uint8Array[]): Reassignment[] {
    const nodeId = peers.find((peer) => !entry.asked.has(bytesToHex(peer)));
    if (nodeId === undefined) {
      pending.delete(key);
      return [];
    }
    entry.asked.add(bytesToHex(nodeId));
    entry.deadline = nowMs + timeoutMs;
    return [{ request: { height: entry.height, hash: entry.hash }, nodeId }];
  }

  return {
    begin({ height, hash }, nodeId, nowMs) {
      const key = bytesToHex(hash);
      if (pending.has(key)) return false;
      pending.set(key, { height, hash, asked: new Set([bytesToHex(nodeId)]), deadline: nowMs + timeoutMs });
      return true;
    },
    arrived: (hash) => void pending.delete(bytesToHex(hash)),
    refused(hash, nodeId) {
      const entry = pending.get(bytesToHex(hash));
      if (entry?.asked.has(bytesToHex(nodeId))) entry.deadline = 0;
    },
    reassign: (nowMs, peers) =>
      [...pending].flatMap(([key, entry]) => (entry.deadline > nowMs ? [] : nextFor(key, entry, nowMs, peers))),
    get size() {
      return pending.size;
    },
  };
}
