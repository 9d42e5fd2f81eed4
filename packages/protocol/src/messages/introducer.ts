import { list, message } from '@salvia/streamable';
import { TimestampedPeerInfo } from '../records/index.ts';

/*
 * From the introducer (network 2.7).
 */

export const RespondPeers = message('RespondPeers', { peerList: list(TimestampedPeerInfo) });
