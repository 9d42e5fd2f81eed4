import { Delivery, NodeType, type OutboundMessage, out, type Peer } from '@salvia/protocol';
import { allKeys } from './farmer-keys.ts';
import type { FarmerState } from './state.ts';

/** What a peer is told when it connects. */
export function onConnect(state: FarmerState): (peer: Peer) => AsyncIterable<OutboundMessage> {
  return async function* (peer) {
    if (peer.nodeType === NodeType.HARVESTER) yield* welcomeHarvester(state);
    if (peer.nodeType === NodeType.FULL_NODE) yield* repeatProofs(state);
  };
}

/** Keys, then the challenges that are worth an answer now (network 3.2.1); others have got theirs when they connected. */
function* welcomeHarvester({ keys, challenges }: FarmerState): Generator<OutboundMessage> {
  const farmerPublicKeys = allKeys(keys).map(({ publicKey }) => publicKey);
  const { poolPublicKeys } = keys;
  yield out('harvester_handshake', NodeType.HARVESTER, Delivery.RESPOND, { farmerPublicKeys, poolPublicKeys });
  for (const { challengeHash } of challenges.current()) {
    yield out('new_challenge', NodeType.HARVESTER, Delivery.RESPOND, { challengeHash });
  }
}

/**
 * A full node that was away, or was killed between candidate and block, has lost the candidate: it gets the best proof of
 * each current challenge again. One that already has the block ignores it.
 */
function* repeatProofs({ challenges, proofs }: FarmerState): Generator<OutboundMessage> {
  for (const { challengeHash } of challenges.current()) {
    const best = proofs.bestOf(challengeHash);
    if (best) yield out('request_header_hash', NodeType.FULL_NODE, Delivery.RESPOND, best.request);
  }
}
