import { type Address, addressGroup, addressKey, isPublic, type PeerEntry, type PeerStore } from '@salvia/peer-store';
import type { Server } from '../server/options.ts';
import type { Retries } from './retries.ts';

/** Whom to dial next (network 5.5 step 5). */
export interface Candidates {
  /** To stay connected with: nobody's neighbour, and rather one that was not tried within the hour. */
  wanted(): PeerEntry | null;
  /** To see whether it answers: one that was never tried. */
  feeler(): PeerEntry | null;
  /** To see whether it still answers: another address wants its place in the tried table. */
  occupant(): PeerEntry | null;
}

export interface CandidatesDependencies {
  readonly server: Pick<Server, 'connections'>;
  readonly peerStore: Pick<PeerStore, 'select' | 'selectCollision' | 'markTried'>;
  readonly retries: Pick<Retries, 'mayDial'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const HOUR = 3600;
/** An occupant that did not answer is not dialled again before its place is decided. Seconds. */
const TEST_PAUSE = 60;

export function createCandidates({ server, peerStore, retries, now }: CandidatesDependencies): Candidates {
  const fullNodes = () => server.connections().filter(({ type }) => type === 'FULL_NODE');
  const sinceTried = ({ lastTry }: PeerEntry): number => Math.floor(now() / 1000) - lastTry;

  /** Neither connected, nor ourselves, nor one that failed lately. */
  function isFree(): (address: Address) => boolean {
    const connected = new Set(fullNodes().map(addressKey));
    return (address) => !connected.has(addressKey(address)) && retries.mayDial(address);
  }

  /** Whether nobody that we dialled is its neighbour. All nodes of a test network are neighbours: those do not count. */
  function isElsewhere(): (address: Address) => boolean {
    const outbound = fullNodes().filter((connection) => connection.outbound);
    const groups = new Set(outbound.map(({ host }) => addressGroup(host)));
    return ({ host }) => !isPublic(host) || !groups.has(addressGroup(host));
  }

  return {
    wanted() {
      const [free, elsewhere] = [isFree(), isElsewhere()];
      const fits = (peer: PeerEntry): boolean => free(peer) && elsewhere(peer);
      const fresh = peerStore.select({ accepts: (peer) => fits(peer) && sinceTried(peer) >= HOUR });
      return fresh ?? peerStore.select({ accepts: fits });
    },
    feeler: () => peerStore.select({ newOnly: true, accepts: isFree() }),
    occupant() {
      const peer = peerStore.selectCollision();
      if (peer === null || !retries.mayDial(peer) || sinceTried(peer) <= TEST_PAUSE) return null;
      const isDialled = fullNodes().some((live) => live.outbound && addressKey(live) === addressKey(peer));
      if (isDialled) peerStore.markTried(peer); // it answers already
      return isDialled ? null : peer;
    },
  };
}
