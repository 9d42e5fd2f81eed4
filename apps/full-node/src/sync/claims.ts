import { bytesToHex } from '@noble/hashes/utils.js';
import type { SyncTarget } from '@salvia/blockchain';
import type { Peer } from '@salvia/protocol';
import type { PeerId } from './download.ts';
import { peerId } from './net.ts';

/** Tips that passed the check of a claim (sync steps 0 and 1), and who sent them. */
export interface Claims {
  add(tip: SyncTarget, peer: Peer): void;
  has(headerHash: Uint8Array): boolean;
  /** The tip of the greatest claimed weight, of those that are wanted. */
  best(isWanted: (tip: SyncTarget) => boolean): SyncTarget | null;
  all(): SyncTarget[];
  peersOf(headerHash: Uint8Array): Peer[];
  drop(headerHash: Uint8Array): void;
  clear(): void;
}

interface Claim {
  readonly tip: SyncTarget;
  readonly peers: Map<PeerId, Peer>;
}

const byWeight = ({ tip: a }: Claim, { tip: b }: Claim): number =>
  Number(b.weight > a.weight) - Number(a.weight > b.weight);

/** @param limit tips; the lightest go first */
export function createClaims(limit = 100): Claims {
  const claims = new Map<string, Claim>();
  const sorted = (): Claim[] => [...claims.values()].sort(byWeight);
  return {
    add(tip, peer) {
      const key = bytesToHex(tip.headerHash);
      const claim = claims.get(key) ?? { tip, peers: new Map() };
      claim.peers.set(peerId(peer), peer);
      claims.set(key, claim);
      const lightest = sorted().at(-1);
      if (claims.size > limit && lightest) claims.delete(bytesToHex(lightest.tip.headerHash));
    },
    has: (headerHash) => claims.has(bytesToHex(headerHash)),
    best: (isWanted) => sorted().find(({ tip }) => isWanted(tip))?.tip ?? null,
    all: () => [...claims.values()].map(({ tip }) => tip),
    peersOf: (headerHash) => [...(claims.get(bytesToHex(headerHash))?.peers.values() ?? [])],
    drop: (headerHash) => void claims.delete(bytesToHex(headerHash)),
    clear: () => claims.clear(),
  };
}
