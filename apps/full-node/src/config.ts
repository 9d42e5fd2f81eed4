import { commonOptions, endpoint, endpoints } from '@salvia/service';
import { z } from 'zod';

/** The one source of the full node's file keys, environment variables, flags and help. */
export const configSchema = z.strictObject({
  ...commonOptions('full-node'),
  peers: endpoints().default([]).describe('full nodes to stay connected with'),
  introducer: endpoint().nullable().default(null).describe('introducer that tells of other full nodes'),
  publicAddress: endpoint()
    .nullable()
    .default(null)
    .describe('IP address and port where others reach this node, told to them once a day; null: nobody is told'),
  targetOutbound: z.int().min(0).max(100).default(10).describe('full nodes to dial on its own'),
  peerIntervalSeconds: z.int().min(1).max(3600).default(30).describe('longest pause between attempts to find peers'),
  verifierThreads: z.int().min(1).max(64).default(1).describe('worker threads that check proofs and signatures'),
  shortSyncBlocks: z
    .int()
    .min(1)
    .max(190)
    .default(20)
    .describe('how many blocks above the lowest tip a short sync still bridges'),
  sendUncompactIntervalSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(0)
    .describe('how often to ask timelords for compact proofs of time; 0: never, 1800 is a good value'),
});

export type FullNodeConfig = z.output<typeof configSchema>;
