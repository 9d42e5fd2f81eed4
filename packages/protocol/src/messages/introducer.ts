import { list, message } from '@salvia/streamable';
import { TimestampedPeerInfo } from '../records/index.ts';

/*
 * To and from the introducer (network 2.7).
 */

export { RequestPeers } from './full-node.ts';

export const RespondPeers = message('RespondPeers', { peerList: list(TimestampedPeerInfo) });
