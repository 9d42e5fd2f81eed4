/** Ports where each role listens unless told otherwise: `port` for peers (network 1.1), `rpcPort` for RPC (network 6.2). */
export const DEFAULT_PORTS = {
  'full-node': { port: 8444, rpcPort: 8555 },
  introducer: { port: 8445, rpcPort: 8562 },
  timelord: { port: 8446, rpcPort: 8561 },
  farmer: { port: 8447, rpcPort: 8559 },
  harvester: { port: 8448, rpcPort: 8560 },
  wallet: { port: 8449, rpcPort: 9256 },
} as const;

export type Role = keyof typeof DEFAULT_PORTS;
