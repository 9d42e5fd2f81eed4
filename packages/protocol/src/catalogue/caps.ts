import type { RateCap } from './row.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Largest frames (network 1.11), in bytes. */
export const SIZE = {
  /** Before the handshake is complete. */
  HANDSHAKE: 4 * KIB,
  DEFAULT: 64 * KIB,
  /** A header with its proofs and filter. */
  HEADER: 256 * KIB,
  /** A filter or a list of hashes asked for. */
  LIST: MIB,
  /** A block or transaction. */
  BLOCK: 8 * MIB,
  HEADER_HASHES: 16 * MIB,
  PROOF_HASHES: 32 * MIB,
} as const;

/**
 * Most CBOR items in a frame. A message without lists has a dozen; without a bound a few
 * megabytes of empty lists would keep whoever decodes them busy for seconds.
 */
export const ITEMS = {
  DEFAULT: 64,
  /** Peers, hashes or keys, at most 32 KiB of them. */
  LIST: 32 * KIB,
  /** One byte string per block: as many as fit `SIZE.HEADER_HASHES`. */
  HEADER_HASHES: 512 * KIB,
  /** What a block creates, at most (by the beta's costs) 10,400 coins: four items for each, and as many with proofs. */
  ADDITIONS: 80 * KIB,
  /** What a block spends, at most (by the beta's costs) 46,000 coins: three items for each. */
  REMOVALS: 144 * KIB,
  /** Four items per block: as many as fit `SIZE.PROOF_HASHES`. */
  PROOF_HASHES: 4 * MIB,
} as const;

/** No frame is larger; the limit to give to the WebSocket. */
export const MAX_FRAME_BYTES: number = Math.max(...Object.values(SIZE));

/** Our own figures: far above what an honest peer sends, far below what would keep a node busy. */
export const RATE = {
  /** Once or twice in the life of a connection. */
  RARE: { perMinute: 6, burst: 6 },
  /** A few at each new tip. */
  PER_TIP: { perMinute: 300, burst: 100 },
  /** One per transaction of a full mempool. */
  GOSSIP: { perMinute: 6_000, burst: 6_000 },
  /** Windows of a download, and what answers them. */
  DOWNLOAD: { perMinute: 30_000, burst: 2_000 },
  /** One per plot that passes the filter. */
  PER_PLOT: { perMinute: 12_000, burst: 6_000 },
} as const satisfies Readonly<Record<string, RateCap>>;
