import { bytesToHex } from '@noble/hashes/utils.js';
import type { OutboundMessage, Peer, ProtocolError } from '@salvia/protocol';
import type { PeerId } from './download.ts';

export const peerId = ({ nodeId }: Pick<Peer, 'nodeId'>): PeerId => bytesToHex(nodeId);

/** What a sync wants of the network. */
export interface SyncNet {
  /** The full nodes that are connected. */
  peers(): readonly Peer[];
  send(messages: readonly OutboundMessage[]): void;
  /** Makes a peer pay for an error, by its price; it may be gone. */
  blame(peer: Peer, error: ProtocolError): void;
}
