import { str, struct, uint16, uint64, type ValueOf } from '@salvia/streamable';

/** Where a node listens. */
export const PeerInfo = struct('PeerInfo', { host: str, port: uint16 });
export type PeerInfo = ValueOf<typeof PeerInfo>;

/** The same with the Unix second at which it was last seen. */
export const TimestampedPeerInfo = struct('TimestampedPeerInfo', { host: str, port: uint16, timestamp: uint64 });
export type TimestampedPeerInfo = ValueOf<typeof TimestampedPeerInfo>;
