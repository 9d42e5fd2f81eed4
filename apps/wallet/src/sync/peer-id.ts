import { bytesToHex } from '@noble/hashes/utils.js';
import type { Peer } from '@salvia/protocol';

/** A peer's node id as a key. */
export type PeerId = string;

export const peerId = ({ nodeId }: Pick<Peer, 'nodeId'>): PeerId => bytesToHex(nodeId);
