import { Delivery, type Header, headerHash, NodeType, type OutboundMessage, out } from '@salvia/protocol';
import type { NodeState } from '../state.ts';

type Messages = readonly OutboundMessage[];

/** The challenge to farm after a tip. `difficulty` is that of the block to be farmed (network Q11). */
export function proofOfSpaceFinalized({ chain }: NodeState, tip: Header, delivery: Delivery): OutboundMessage {
  const hash = headerHash(tip);
  return out('proof_of_space_finalized', NodeType.FARMER, delivery, {
    challengeHash: chain.challengeAfter(hash).hash,
    height: tip.data.height,
    weight: tip.data.weight,
    difficulty: chain.nextDifficulty(hash),
  });
}

export const challengeStart = ({ chain }: NodeState, tip: Header, delivery: Delivery): OutboundMessage =>
  out('challenge_start', NodeType.TIMELORD, delivery, {
    challengeHash: chain.challengeAfter(headerHash(tip)).hash,
    weight: tip.data.weight,
  });

export const newTip = (tip: Header, delivery: Delivery): OutboundMessage =>
  out('new_tip', NodeType.FULL_NODE, delivery, {
    height: tip.data.height,
    weight: tip.data.weight,
    headerHash: headerHash(tip),
  });

export const newLca = ({ chain }: NodeState, delivery: Delivery): OutboundMessage => {
  const lca = chain.lca();
  return out('new_lca', NodeType.WALLET, delivery, {
    lcaHash: headerHash(lca),
    height: lca.data.height,
    weight: lca.data.weight,
  });
};

export const proofOfTimeRate = ({ pace }: NodeState, delivery: Delivery): OutboundMessage =>
  out('proof_of_time_rate', NodeType.FARMER, delivery, { potEstimateIps: pace.estimate() });

/** What follows a block that became a tip, in the order of network 3.1.1 step 5. */
export function announceHead(
  state: NodeState,
  tip: Header,
  { rateChanged, removedTip, lcaChanged }: { rateChanged: boolean; removedTip: Header | null; lcaChanged: boolean },
): Messages {
  return [
    ...(rateChanged ? [proofOfTimeRate(state, Delivery.BROADCAST)] : []),
    challengeStart(state, tip, Delivery.BROADCAST),
    newTip(tip, Delivery.BROADCAST_TO_OTHERS),
    ...(removedTip
      ? [out('removing_tip', NodeType.FULL_NODE, Delivery.BROADCAST, { headerHash: headerHash(removedTip) })]
      : []),
    ...(lcaChanged ? [newLca(state, Delivery.BROADCAST)] : []),
    proofOfSpaceFinalized(state, tip, Delivery.BROADCAST),
  ];
}
