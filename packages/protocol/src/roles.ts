/** The roles a process can have in the network (network 1.1). */
export const NodeType = {
  FULL_NODE: 1,
  HARVESTER: 2,
  FARMER: 3,
  TIMELORD: 4,
  INTRODUCER: 5,
  WALLET: 6,
} as const;
export type NodeType = (typeof NodeType)[keyof typeof NodeType];
export type NodeTypeName = keyof typeof NodeType;

const names = new Map(Object.entries(NodeType).map(([name, value]) => [value, name as NodeTypeName]));

export const nodeTypeName = (type: NodeType): NodeTypeName => names.get(type) as NodeTypeName;

/** Whom an outbound message reaches; only connections of the message's peer type are eligible (network 1.3). */
export const Delivery = {
  /** The peer whose message, or whose connecting, is being answered. */
  RESPOND: 1,
  /** Every eligible connection. */
  BROADCAST: 2,
  /** Every eligible connection but the one being answered. */
  BROADCAST_TO_OTHERS: 3,
  /** One eligible connection, chosen at random. */
  RANDOM: 4,
  /** Nothing is sent: the connection named by node id, or else the one being answered, is closed. */
  CLOSE: 5,
  /** The connection named by node id. */
  SPECIFIC: 6,
} as const;
export type Delivery = (typeof Delivery)[keyof typeof Delivery];

/** What became of a transaction offered to the mempools (consensus 3.3). */
export const MempoolInclusionStatus = { SUCCESS: 1, PENDING: 2, FAILED: 3 } as const;
export type MempoolInclusionStatus = (typeof MempoolInclusionStatus)[keyof typeof MempoolInclusionStatus];

/** What became of a block offered to the chain (consensus 3.3). */
export const ReceiveBlockResult = {
  ADDED_TO_HEAD: 1,
  ADDED_AS_ORPHAN: 2,
  INVALID_BLOCK: 3,
  ALREADY_HAVE_BLOCK: 4,
  DISCONNECTED_BLOCK: 5,
} as const;
export type ReceiveBlockResult = keyof typeof ReceiveBlockResult;
